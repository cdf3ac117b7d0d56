import type { ShownPresence } from "@/api/types";
import { t } from "@/lib/i18n/t";
import { dayKeyOf, dayLabelOf, timeOf } from "@/lib/time";

/** "14:30" today, else "Monday 23 November": as exact as one wants to know. */
export function untilText(iso: string, now = new Date()): string {
  const isToday = dayKeyOf(iso) === dayKeyOf(now.toISOString());
  const date = new Date(iso);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  if (isToday) return timeOf(iso);
  return isMidnight ? dayLabelOf(iso, now) : `${dayLabelOf(iso, now)}, ${timeOf(iso)}`;
}

/** "Do not disturb until 14:30". */
export const presenceText = (presence: ShownPresence, until?: string | null): string => {
  const name = t(`presence.${presence}`);
  return until && presence !== "active" ? t("presence.until", name, untilText(until)) : name;
};
