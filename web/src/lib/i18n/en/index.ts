import { account } from "./account";
import { conversation } from "./conversation";
import { profile } from "./profile";
import { shell } from "./shell";

export const en = { ...shell, ...conversation, ...account, ...profile };
