import { lazy } from "react";

export { Conversation } from "./Conversation";
export const Preview = lazy(() => import("./Preview"));
