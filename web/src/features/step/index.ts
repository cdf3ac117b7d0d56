import { lazy } from "react";

export const DebugPanel = lazy(() => import("./DebugPanel"));
export { InStep } from "./InStep";
