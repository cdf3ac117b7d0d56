import { lazy } from "react";

export { useCalls } from "./calls";
export { Rail } from "./Rail";
export { WorkspaceMenu } from "./WorkspaceMenu";

const ends = () => import("./EndDialogs");
const settings = () => import("./settings/SettingsSheet");

export const ArchiveWorkspaceDialog = lazy(() => ends().then((all) => ({ default: all.ArchiveWorkspaceDialog })));
export const DeleteWorkspaceDialog = lazy(() => ends().then((all) => ({ default: all.DeleteWorkspaceDialog })));
export const LeaveWorkspaceDialog = lazy(() => ends().then((all) => ({ default: all.LeaveWorkspaceDialog })));
export const TransferDialog = lazy(() => import("./TransferDialog").then((all) => ({ default: all.TransferDialog })));
export const WorkspaceSettings = lazy(() => settings().then((all) => ({ default: all.WorkspaceSettings })));
export const WorkspaceSettingsNav = lazy(() => settings().then((all) => ({ default: all.WorkspaceSettingsNav })));
