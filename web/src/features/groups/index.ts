import { lazy } from "react";

export { GroupList } from "./GroupList";

export const GroupCard = lazy(() => import("./GroupCard"));
