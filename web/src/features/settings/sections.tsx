import { KeyRound, MonitorSmartphone, SlidersHorizontal, UserRound } from "lucide-react";
import type { ComponentType } from "react";
import { t } from "@/lib/i18n/t";
import { AccountSettings } from "./AccountSettings";
import { PreferenceSettings } from "./PreferenceSettings";
import { ProfileSettings } from "./ProfileSettings";
import { SessionList } from "./SessionList";

type Section = { name: string; title: string; text: string; icon: ComponentType; content: ComponentType };

/** The parts of the settings, in the order of the list. */
export const sections: Section[] = [
  {
    name: "profile",
    title: t("settings.profile"),
    text: t("settings.profile.text"),
    icon: UserRound,
    content: ProfileSettings,
  },
  {
    name: "preferences",
    title: t("settings.preferences"),
    text: t("settings.preferences.text"),
    icon: SlidersHorizontal,
    content: PreferenceSettings,
  },
  {
    name: "account",
    title: t("settings.account"),
    text: t("settings.account.text"),
    icon: KeyRound,
    content: AccountSettings,
  },
  {
    name: "sessions",
    title: t("settings.sessions"),
    text: t("settings.sessions.text"),
    icon: MonitorSmartphone,
    content: SessionList,
  },
];
