import { lazy } from "react";

export { ChannelHeader } from "./ChannelHeader";
export { ChannelStart } from "./ChannelStart";
export { ChannelActions } from "./LazyActions";
export { PeoplePicker } from "./PeoplePicker";

export const ChannelMissing = lazy(() => import("./ChannelMissing"));

const ends = () => import("./EndDialogs");

export const ArchiveDialog = lazy(() => ends().then((all) => ({ default: all.ArchiveDialog })));
export const BrowseChannelsDialog = lazy(() => import("./BrowseChannelsDialog"));
export const ChannelDialog = lazy(() => import("./ChannelDialog"));
export const CreateChannelDialog = lazy(() => import("./CreateChannelDialog"));
export const DeleteDialog = lazy(() => ends().then((all) => ({ default: all.DeleteDialog })));
export const LeaveDialog = lazy(() => import("./LeaveDialog"));
export const NewDirectDialog = lazy(() => import("./NewDirectDialog"));
export const SectionDialog = lazy(() => import("./SectionDialog"));
export const TopicDialog = lazy(() => import("./TopicDialog"));
