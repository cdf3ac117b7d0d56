import {
  CheckCheck,
  Hash,
  Keyboard,
  LogOut,
  type LucideIcon,
  Moon,
  Rows3,
  Search,
  Settings,
  SlidersHorizontal,
  SmilePlus,
  SquarePen,
  Sun,
  SunMoon,
  UserPlus,
} from "lucide-react";
import { savePreferences } from "@/api/save-preferences";
import { signOut } from "@/api/sign-out";
import type { Membership, Preferences } from "@/api/types";
import { toastError } from "@/design/ui";
import { openStatus } from "@/features/profile";
import { openDialog } from "@/lib/dialogs";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { keysLabel } from "@/lib/keymap";
import { canBrowse, canCreateChannels, canInvite } from "@/lib/rights";
import { readAll } from "./all-read";

export type Command = { id: string; label: string; icon: LucideIcon; keys?: string; run: () => void };

/** Where a command may lead that has a page of its own. */
export type Go = { settings: () => void; workspaceSettings: () => void };

const prefer = (change: Partial<Preferences>) => () =>
  void savePreferences(change).catch((error) => toastError(errorText(error)));

/** What can be done from anywhere, as far as the person may. */
export function commandsFor(workspace: Membership, chosen: Preferences, go: Go): Command[] {
  const workspaceId = workspace.id;
  const dialog = (kind: "new-direct" | "create-channel" | "browse-channels" | "invite-people" | "shortcuts") => () =>
    openDialog({ kind, workspaceId });
  const list: (Command | false)[] = [
    { id: "status", label: t("command.status"), icon: SmilePlus, run: openStatus },
    { id: "message", label: t("command.newMessage"), icon: SquarePen, run: dialog("new-direct") },
    {
      id: "all-read",
      label: t("command.markAllRead"),
      icon: CheckCheck,
      keys: keysLabel("markAllRead"),
      run: () => readAll(workspaceId),
    },
    canCreateChannels(workspace) && {
      id: "create-channel",
      label: t("command.createChannel"),
      icon: Hash,
      run: dialog("create-channel"),
    },
    canBrowse(workspace) && {
      id: "browse",
      label: t("command.browseChannels"),
      icon: Search,
      run: dialog("browse-channels"),
    },
    canInvite(workspace) && { id: "invite", label: t("command.invite"), icon: UserPlus, run: dialog("invite-people") },
    ...lookCommands(chosen),
    {
      id: "shortcuts",
      label: t("command.shortcuts"),
      icon: Keyboard,
      keys: keysLabel("shortcuts"),
      run: dialog("shortcuts"),
    },
    { id: "settings", label: t("command.settings"), icon: Settings, run: go.settings },
    {
      id: "workspace-settings",
      label: t("command.workspaceSettings"),
      icon: SlidersHorizontal,
      run: go.workspaceSettings,
    },
    { id: "sign-out", label: t("command.signOut"), icon: LogOut, run: () => void signOut() },
  ];
  return list.filter((command) => command !== false);
}

/** The looks that are not the present one. */
function lookCommands({ theme, density }: Preferences): Command[] {
  const icons = { dark: Moon, light: Sun, system: SunMoon };
  const themes = (["dark", "light", "system"] as const)
    .filter((one) => one !== theme)
    .map((one) => ({
      id: `theme-${one}`,
      label: t(`command.theme.${one}`),
      icon: icons[one],
      run: prefer({ theme: one }),
    }));
  const other = density === "compact" ? "comfortable" : "compact";
  return [
    ...themes,
    { id: "density", label: t(`command.density.${other}`), icon: Rows3, run: prefer({ density: other }) },
  ];
}
