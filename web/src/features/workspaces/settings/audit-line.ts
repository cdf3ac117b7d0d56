import "@/lib/i18n/en/later/manage";
import type { AuditEntry } from "@/api/types";
import { nameOf } from "@/lib/channel";
import { type AuditAction, auditTexts } from "@/lib/i18n/en/audit";
import { t } from "@/lib/i18n/t";

const isKnown = (action: string): action is AuditAction => Object.hasOwn(auditTexts, action);

/** "Maya made Tomas an admin": one entry of the log as a sentence. What this version does not know is told as it is. */
export function auditLine({ actor, action, target, details }: AuditEntry): string {
  const who = actor ? nameOf(actor) : t("audit.someone");
  if (!isKnown(action)) return t("audit.unknown", who, action, target.name);
  return t("audit.line", action, who, target.name, details);
}

/** What a detail says, for people who read the whole of it. */
export function auditDetails({ details }: AuditEntry): [name: string, value: string][] {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => [wordsOf(name), typeof value === "object" ? JSON.stringify(value) : String(value)]);
}

/** "whoCanInvite" is "Who can invite". */
function wordsOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
