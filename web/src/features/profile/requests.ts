import { createStore } from "zustand/vanilla";
import type { Author } from "@/api/types";

/** What of this feature is asked for: somebody's card beside what was clicked, or the dialog for the own status. */
export type ProfileRequest = { kind: "card"; user: Author; anchor: HTMLElement } | { kind: "status" };

export const requests = createStore<{ request: ProfileRequest | null }>(() => ({ request: null }));

export const openProfile = (user: Author, anchor: HTMLElement) =>
  requests.setState({ request: { kind: "card", user, anchor } });
export const openStatus = () => requests.setState({ request: { kind: "status" } });
export const closeProfile = () => requests.setState({ request: null });
