import { account } from "./account";
import { conversation } from "./conversation";
import { shell } from "./shell";

export const en = { ...shell, ...conversation, ...account };
