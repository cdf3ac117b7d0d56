import { lazy } from "react";

export { CopyLink } from "./CopyLink";
export { InvitePage } from "./InvitePage";

export const InvitePeopleDialog = lazy(() => import("./InvitePeopleDialog"));
