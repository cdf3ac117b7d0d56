import { createStore } from "zustand/vanilla";

type InWorkspace = { workspaceId: string };
type InChannel = InWorkspace & { channelId: string };

export type ChannelTab = "about" | "members" | "settings";

/** The dialogs of the app and what each needs to know. */
export type DialogRequest =
  | ({
      kind: "create-channel" | "browse-channels" | "new-direct" | "invite-people" | "palette" | "shortcuts" | "debug";
    } & InWorkspace)
  | ({ kind: "leave-workspace" | "transfer-workspace" | "delete-workspace" | "archive-workspace" } & InWorkspace)
  | ({ kind: "channel-topic" | "channel-section" | "leave-channel" | "delete-channel" | "archive-channel" } & InChannel)
  | ({ kind: "add-emoji"; name?: string } & InWorkspace)
  | ({ kind: "group-card"; groupId: string; anchor: HTMLElement } & InWorkspace)
  | ({ kind: "channel-details"; tab: ChannelTab } & InChannel);

/** One dialog is open at a time; opening another replaces it. */
export const openDialogs = createStore<{ request: DialogRequest | null }>(() => ({ request: null }));

export const openDialog = (request: DialogRequest) => openDialogs.setState({ request });
export const closeDialog = () => openDialogs.setState({ request: null });
