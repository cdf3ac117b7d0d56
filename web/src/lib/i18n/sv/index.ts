import type { Messages } from "../t";
import { settings } from "./settings";

/** All of the app in Swedish. */
export const sv: Messages = { ...settings } as Messages;
