import { KeyRound, MonitorSmartphone, SlidersHorizontal, UserRound } from "lucide-react";
import type { ComponentType } from "react";
import { t } from "@/lib/i18n/t";
import { AccountSettings } from "./AccountSettings";
import { PreferenceSettings } from "./PreferenceSettings";
import { ProfileSettings } from "./ProfileSettings";
import { SessionList } from "./SessionList";

type Section = {
  name: string;
  readonly title: string;
  readonly text: string;
  icon: ComponentType;
  content: ComponentType;
};

/** The parts of the settings, in the order of the list. Their texts are those of the moment: the language may change. */
export const sections: Section[] = [
  {
    name: "profile",
    get title() {
      return t("settings.profile");
    },
    get text() {
      return t("settings.profile.text");
    },
    icon: UserRound,
    content: ProfileSettings,
  },
  {
    name: "preferences",
    get title() {
      return t("settings.preferences");
    },
    get text() {
      return t("settings.preferences.text");
    },
    icon: SlidersHorizontal,
    content: PreferenceSettings,
  },
  {
    name: "account",
    get title() {
      return t("settings.account");
    },
    get text() {
      return t("settings.account.text");
    },
    icon: KeyRound,
    content: AccountSettings,
  },
  {
    name: "sessions",
    get title() {
      return t("settings.sessions");
    },
    get text() {
      return t("settings.sessions.text");
    },
    icon: MonitorSmartphone,
    content: SessionList,
  },
];
