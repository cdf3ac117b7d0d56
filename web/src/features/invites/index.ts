import { lazy } from "react";

export { CopyLink } from "./CopyLink";
export { EmailInvite } from "./EmailInvite";
export { InviteList } from "./InviteList";
export { InvitePage } from "./InvitePage";

export const InvitePeopleDialog = lazy(() => import("./InvitePeopleDialog"));
