import type {
  Channel,
  ChannelPreferences,
  MemberEvent,
  Message,
  OwnUser,
  PresenceEvent,
  Receipt,
  TypingEvent,
  Workspace,
} from "@/api/types";

/** A channel as it is told to everybody in it: without what is one person's own. */
export type SharedChannel = Omit<Channel, "role" | "unreadCount" | "lastReadMessageNo" | keyof ChannelPreferences> &
  Partial<ChannelPreferences>;
/** A workspace as it is told to everybody in it. */
export type SharedWorkspace = Omit<Workspace, "role">;

/** What the server tells. */
export type ServerEvents = {
  "message:created": (message: Message) => void;
  "read-receipt:updated": (receipt: Receipt) => void;
  "channel:created": (channel: SharedChannel) => void;
  "channel:updated": (channel: SharedChannel) => void;
  "channel:deleted": (channel: { workspaceId: string; channelId: string }) => void;
  "workspace:updated": (workspace: SharedWorkspace) => void;
  "workspace:deleted": (workspace: { workspaceId: string }) => void;
  "member:joined": (member: MemberEvent) => void;
  "member:left": (member: MemberEvent) => void;
  /** A role, a name or a picture has changed. */
  "member:updated": (member: MemberEvent) => void;
  "presence:changed": (presence: PresenceEvent) => void;
  /** The own profile or preferences were changed, on whichever device. */
  "user:updated": (user: OwnUser) => void;
  typing: (typing: TypingEvent) => void;
  /** Something may have been missed: in this channel, or anywhere. */
  resync: (missed: { channelId?: string }) => void;
  "session:revoked": (session: { reason: string }) => void;
  "server:stopping": (stop: { reconnectInMs: number }) => void;
};

export type Ack = { ok: true } | { ok: false; code: string; detail: string };
type Acknowledge = (ack: Ack) => void;
type InChannel = { workspaceId: string; channelId: string };

/** What the app asks of the server. */
export type ClientEvents = {
  "join:workspace": (ask: { workspaceId: string }, ack: Acknowledge) => void;
  "leave:workspace": (ask: { workspaceId: string }, ack: Acknowledge) => void;
  "typing:start": (ask: InChannel, ack?: Acknowledge) => void;
  "typing:stop": (ask: InChannel, ack?: Acknowledge) => void;
};

/** An event with its name, as the reducer takes it. */
export type RealtimeEvent = {
  [Name in keyof ServerEvents]: { type: Name; payload: Parameters<ServerEvents[Name]>[0] };
}[keyof ServerEvents];

/** Every name, in a form one can loop over; the type makes sure that none is forgotten. */
const names: Record<keyof ServerEvents, true> = {
  "message:created": true,
  "read-receipt:updated": true,
  "channel:created": true,
  "channel:updated": true,
  "channel:deleted": true,
  "workspace:updated": true,
  "workspace:deleted": true,
  "member:joined": true,
  "member:left": true,
  "member:updated": true,
  "presence:changed": true,
  "user:updated": true,
  typing: true,
  resync: true,
  "session:revoked": true,
  "server:stopping": true,
};
export const eventNames = Object.keys(names) as (keyof ServerEvents)[];
