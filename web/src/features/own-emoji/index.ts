import { lazy } from "react";

export { EmojiList } from "./EmojiList";

export const AddEmojiDialog = lazy(() => import("./AddEmojiDialog"));
