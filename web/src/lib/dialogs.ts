import { createStore } from "zustand/vanilla";

type InWorkspace = { workspaceId: string };
type InChannel = InWorkspace & { channelId: string };

/** The dialogs of the app and what each needs to know. */
export type DialogRequest =
  | ({ kind: "create-channel" | "browse-channels" | "new-direct" | "invite-people" | "palette" } & InWorkspace)
  | ({ kind: "channel-members" | "channel-topic" | "leave-channel" } & InChannel);

/** One dialog is open at a time; opening another replaces it. */
export const openDialogs = createStore<{ request: DialogRequest | null }>(() => ({ request: null }));

export const openDialog = (request: DialogRequest) => openDialogs.setState({ request });
export const closeDialog = () => openDialogs.setState({ request: null });
