export { AccountItems } from "./AccountItems";
export { useAcquaintance } from "./acquaintance";
export { ConfirmBanner } from "./ConfirmBanner";
export { GuestChip } from "./GuestChip";
export { PersonFace } from "./PersonFace";
export { ProfileDialogs } from "./ProfileDialogs";
export { openProfile, openStatus } from "./requests";
export { StatusEmoji } from "./StatusEmoji";
export { presenceText, untilText } from "./until";
