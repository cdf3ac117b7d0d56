import type { Channel, Workspace } from "@/api/types";
import { t } from "@/lib/i18n/t";

/** Why nobody can write here, in one sentence; null when one can. */
export function closedReason(channel: Channel, workspace?: Pick<Workspace, "isArchived">): string | null {
  if (workspace?.isArchived) return t("composer.workspaceArchived");
  if (channel.isArchived) return t("composer.archived");
  if (channel.role === "viewer") return t("composer.readOnly");
  return channel.role === "" ? t("composer.notMember") : null;
}
