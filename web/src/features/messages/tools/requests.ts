import { createStore } from "zustand/vanilla";
import { setActive } from "./active";
import type { Drawn } from "./drawn";

export type Point = { x: number; y: number };

/** What is open for a message: its menu, the same as a sheet under a finger, or one of its dialogs. */
export type ToolRequest = Drawn & {
  /** The element of the message; the focus goes back to it. */
  article: HTMLElement;
} & ({ kind: "menu"; at: Point } | { kind: "sheet" | "delete" | "forward" | "edits" | "remind" });

export const requests = createStore<{ request: ToolRequest | null }>(() => ({ request: null }));

export function openTool(request: ToolRequest): void {
  setActive({ held: request.kind === "menu" ? request.article.id : null });
  requests.setState({ request });
}

export function closeTool(): void {
  setActive({ held: null });
  requests.setState({ request: null });
}
