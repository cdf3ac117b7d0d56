export type { Act } from "./act";
export { actOn, onRefusedAct, useActed, useIsFollowing } from "./acts";
export { findChannel } from "./apply-memberships";
export { type ConnectionState, useConnection, useIsOnline } from "./connection";
export { isInChannel } from "./converge";
export { type Departure, sayGone, useGone } from "./gone";
export { listen } from "./listen";
export { asMessage, discardMessage, retryMessage, sendMessage } from "./outgoing";
export { loadAround, loadEnd, loadNewer, loadOlder, type Place } from "./paging";
export { type Being, currentStatus, learn } from "./people";
export { usePresence } from "./presence";
export { RealtimeProvider } from "./RealtimeProvider";
export { markRead } from "./receipts";
export {
  catchUpThread,
  followThread,
  loadNewerReplies,
  loadOlderReplies,
  loadThread,
  markThreadRead,
  type ThreadPlace,
} from "./replies";
export { isInStep, positionOf } from "./step";
export { readState, update, updateWindow, useBeing, useThread, useWindow } from "./store";
export { meansMe } from "./tally";
export { isBehind, type Thread } from "./thread";
export { createTypingNotice, tellTyping, useTyping } from "./typing";
export { eventRate, vitals } from "./vitals";
export { atEnd, atStart, type ChannelWindow, type Pending, placeOf, setFollowing } from "./window";
export type { Wish } from "./wishes-db";
