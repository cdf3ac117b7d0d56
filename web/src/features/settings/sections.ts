import { KeyRound, MonitorSmartphone, SlidersHorizontal, UserRound } from "lucide-react";
import { AccountSettings } from "./AccountSettings";
import { PreferenceSettings } from "./PreferenceSettings";
import { ProfileSettings } from "./ProfileSettings";
import { SessionList } from "./SessionList";

/** The parts of the settings, in the order of the list. What they are called are the texts of their names. */
export const sections = [
  { name: "profile", icon: UserRound, content: ProfileSettings },
  { name: "preferences", icon: SlidersHorizontal, content: PreferenceSettings },
  { name: "account", icon: KeyRound, content: AccountSettings },
  { name: "sessions", icon: MonitorSmartphone, content: SessionList },
] as const;
