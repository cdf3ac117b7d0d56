import { lazy } from "react";

export { ChannelHeader } from "./ChannelHeader";
export { ChannelMissing } from "./ChannelMissing";
export { ChannelStart } from "./ChannelStart";

export const BrowseChannelsDialog = lazy(() => import("./BrowseChannelsDialog"));
export const CreateChannelDialog = lazy(() => import("./CreateChannelDialog"));
export const LeaveDialog = lazy(() => import("./LeaveDialog"));
export const MembersDialog = lazy(() => import("./MembersDialog"));
export const NewDirectDialog = lazy(() => import("./NewDirectDialog"));
export const TopicDialog = lazy(() => import("./TopicDialog"));
