import type { Messages } from "../t";
import { account } from "./account";
import { admin } from "./admin";
import { channels } from "./channels";
import { conversation } from "./conversation";
import { emoji } from "./emoji";
import { groups } from "./groups";
import { inbox } from "./inbox";
import { mailLinks } from "./mail-links";
import { manage } from "./manage";
import { messageTools } from "./message-tools";
import { messages } from "./messages";
import { places } from "./places";
import { profile } from "./profile";
import { settings } from "./settings";
import { shell } from "./shell";
import { thread } from "./thread";
import { tools } from "./tools";
import { writing } from "./writing";

/** All of the app in Swedish, by the files of the English texts. A text that is missing does not compile. */
export const sv: Messages = {
  ...shell,
  ...conversation,
  ...account,
  ...admin,
  ...channels,
  ...places,
  ...messages,
  ...emoji,
  ...groups,
  ...inbox,
  ...mailLinks,
  ...manage,
  ...messageTools,
  ...profile,
  ...settings,
  ...thread,
  ...tools,
  ...writing,
};
