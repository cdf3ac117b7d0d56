import { lazy } from "react";

export { Conversation } from "./Conversation";
export { type MessageRow, rowsOf } from "./list/rows";
export { Timeline, type TimelineHandle } from "./list/Timeline";
export { Message } from "./Message";
export { MessageCard } from "./MessageCard";
export { LatestPill } from "./states/Pills";
export { LoadFailed, Skeletons } from "./states/Skeletons";
export { TypingLine } from "./TypingLine";
export { useIsTabVisible } from "./useReading";
export { useToday } from "./useToday";
export const Preview = lazy(() => import("./Preview"));
export { MessageTools } from "./tools/MessageTools";
