import type {
  Channel,
  ChannelPreferences,
  DeletedEvent,
  Draft,
  GroupEvent,
  MemberEvent,
  Message,
  OwnUser,
  PinEvent,
  PresenceEvent,
  ReactionEvent,
  Receipt,
  Saved,
  SavedEvent,
  ScheduledEvent,
  ThreadEvent,
  ThreadState,
  TypingEvent,
  Workspace,
} from "@/api/types";

type Counts = "unreadCount" | "mentionCount" | "lastReadMessageNo" | "lastChangeNo" | "readRevision";
/** A channel as it is told to everybody in it: without what is one person's own. */
export type SharedChannel = Omit<Channel, "role" | Counts | keyof ChannelPreferences> & Partial<ChannelPreferences>;
/** A workspace as it is told to everybody in it. */
export type SharedWorkspace = Omit<Workspace, "role">;

/** What the server tells. */
export type ServerEvents = {
  "message:created": (message: Message) => void;
  /** Edited, or its links have previews now. */
  "message:updated": (message: Message) => void;
  "message:deleted": (deleted: DeletedEvent) => void;
  "reaction:added": (reaction: ReactionEvent) => void;
  "reaction:removed": (reaction: ReactionEvent) => void;
  "pin:added": (pin: PinEvent) => void;
  "pin:removed": (pin: PinEvent) => void;
  /** A reply has changed the root of its thread. */
  "thread:updated": (thread: ThreadEvent) => void;
  /** How a thread stands for me. */
  "thread:state": (state: ThreadState) => void;
  "read-receipt:updated": (receipt: Receipt) => void;
  "draft:updated": (changed: { draft: Draft }) => void;
  "scheduled:updated": (changed: ScheduledEvent) => void;
  "saved:updated": (changed: SavedEvent) => void;
  "reminder:due": (reminder: { saved: Saved }) => void;
  "emoji:updated": (place: { workspaceId: string }) => void;
  "group:updated": (changed: GroupEvent) => void;
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
/** Where somebody types: in a channel, or in one of its threads. */
export type TypingPlace = { workspaceId: string; channelId: string; threadRootId?: string };
type PresenceAck = { ok: true; people: PresenceEvent[] } | Exclude<Ack, { ok: true }>;

/** What the app asks of the server. */
export type ClientEvents = {
  "join:workspace": (ask: { workspaceId: string }, ack: Acknowledge) => void;
  "leave:workspace": (ask: { workspaceId: string }, ack: Acknowledge) => void;
  "typing:start": (ask: TypingPlace, ack?: Acknowledge) => void;
  "typing:stop": (ask: TypingPlace, ack?: Acknowledge) => void;
  "presence:set": (ask: { state: "active" | "idle" }, ack?: Acknowledge) => void;
  "presence:get": (ask: { workspaceId: string; userIds: string[] }, ack: (answer: PresenceAck) => void) => void;
};

/** An event with its name, as the reducer takes it. */
export type RealtimeEvent = {
  [Name in keyof ServerEvents]: { type: Name; payload: Parameters<ServerEvents[Name]>[0] };
}[keyof ServerEvents];

/** Every name, in a form one can loop over; the type makes sure that none is forgotten. */
const names: Record<keyof ServerEvents, true> = {
  "message:created": true,
  "message:updated": true,
  "message:deleted": true,
  "reaction:added": true,
  "reaction:removed": true,
  "pin:added": true,
  "pin:removed": true,
  "thread:updated": true,
  "thread:state": true,
  "read-receipt:updated": true,
  "draft:updated": true,
  "scheduled:updated": true,
  "saved:updated": true,
  "reminder:due": true,
  "emoji:updated": true,
  "group:updated": true,
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
