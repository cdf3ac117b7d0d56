import { lazy } from "react";

export const Palette = lazy(() => import("./Palette"));
export const ShortcutsDialog = lazy(() => import("./ShortcutsDialog"));

/** Marks all conversations of a workspace as read, with a way back. */
export const readAll = (workspaceId: string) => void import("./all-read").then((all) => all.readAll(workspaceId));
