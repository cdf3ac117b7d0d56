export { findChannel } from "./apply";
export { type ConnectionState, useConnection, useIsOnline } from "./connection";
export { asMessage, discardMessage, retryMessage, sendMessage } from "./outgoing";
export { loadAround, loadEnd, loadNewer, loadOlder, type Place } from "./paging";
export { RealtimeProvider } from "./RealtimeProvider";
export { markRead } from "./receipts";
export { updateWindow, useWindow } from "./store";
export { createTypingNotice, tellTyping, useTyping } from "./typing";
export { atEnd, atStart, type ChannelWindow, type Pending, placeOf, setFollowing } from "./window";
