export { ChannelLabel } from "./ChannelLabel";
export { Entry } from "./Entry";
export { InboxList } from "./InboxList";
export { InboxSheet } from "./InboxSheet";
