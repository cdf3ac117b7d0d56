import "@/lib/i18n/en/later/profile";
import { useStore } from "zustand";
import { ProfileCard } from "./ProfileCard";
import { closeProfile, requests } from "./requests";
import { StatusDialog } from "./StatusDialog";

/** Draws the card or the dialog that was asked for. */
export default function ProfileHost() {
  const request = useStore(requests, (state) => state.request);
  if (request?.kind === "card")
    return <ProfileCard user={request.user} anchor={request.anchor} onClose={closeProfile} />;
  if (request?.kind === "status") return <StatusDialog onClose={closeProfile} />;
  return null;
}
