import type { components } from "./api.gen";
import type { NewChannel, NewMessage, Registration } from "./endpoints";
import type {
  ChangePage,
  Channel,
  DeviceSession,
  Draft,
  FollowedThread,
  Group,
  Invite,
  InvitePreview,
  List,
  Member,
  Membership,
  Message,
  MessagePage,
  NameCheck,
  OwnUser,
  Preferences,
  Problem,
  Receipt,
  ResetCheck,
  Scheduled,
  Session,
  ThreadPage,
  ThreadState,
  ThreadsUnread,
  Unread,
  User,
  Workspace,
} from "./types";

/*
 * Compiles only while the shapes the app reads and writes are those of the API document. The document lets every list
 * be null; the server sends empty ones, which is why they are solid here.
 */
type Wire = components["schemas"];
type Solid<T> =
  NonNullable<T> extends (infer E)[] ? Solid<E>[] : T extends object ? { [K in keyof T]: Solid<T[K]> } : T;
type Fits<Wanted, Given extends Wanted> = [Wanted, Given];

export type Answers = [
  Fits<Session, Solid<Wire["SignedIn"]>>,
  Fits<DeviceSession, Solid<Wire["Session"]>>,
  Fits<User, Solid<Wire["User"]>>,
  Fits<OwnUser, Solid<Wire["OwnUser"]>>,
  Fits<Preferences, Solid<Wire["Preferences"]>>,
  Fits<ResetCheck, Solid<Wire["ResetToken"]>>,
  Fits<Workspace, Solid<Wire["MyWorkspace"]>>,
  Fits<List<Membership>, Solid<Wire["ListMembershipView"]>>,
  Fits<Channel, Solid<Wire["ChannelView"]>>,
  Fits<Member, Solid<Wire["PersonRole"]>>,
  Fits<Invite, Solid<Wire["InviteView"]>>,
  Fits<InvitePreview, Solid<Wire["InvitePreview"]>>,
  Fits<NameCheck, Solid<Wire["NameCheck"]>>,
  Fits<Message, Solid<Wire["Message"]>>,
  Fits<MessagePage, Solid<Wire["Page"]>>,
  Fits<Receipt, Solid<Wire["Receipt"]>>,
  Fits<Unread, Solid<Wire["Unread"]>>,
  Fits<ChangePage, Solid<Wire["Changes"]>>,
  Fits<ThreadPage, Solid<Wire["Thread"]>>,
  Fits<ThreadState, Solid<Wire["ThreadState"]>>,
  Fits<ThreadsUnread, Solid<Wire["UnreadThreads"]>>,
  Fits<FollowedThread, Solid<Wire["ThreadEntry"]>>,
  Fits<Draft, Solid<Wire["Draft"]>>,
  Fits<Scheduled, Solid<Wire["Scheduled"]>>,
  Fits<Group, Solid<Wire["UserGroup"]>>,
  Fits<Problem, Solid<Wire["Problem"]>>,
];

export type Questions = [
  Fits<Wire["RegisterInputBody"], Registration>,
  Fits<Wire["CreateChannelInputBody"], NewChannel>,
  Fits<Wire["SendInputBody"], NewMessage>,
];
