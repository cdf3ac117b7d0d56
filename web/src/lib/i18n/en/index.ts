import { account } from "./account";
import { channels } from "./channels";
import { conversation } from "./conversation";
import { messages } from "./messages";
import { places } from "./places";
import { shell } from "./shell";

/** The texts that the app starts with; those in `later` come with the part of the app that needs them. */
export const en = { ...shell, ...conversation, ...account, ...channels, ...messages, ...places };
