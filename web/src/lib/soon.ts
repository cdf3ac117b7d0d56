import { t } from "./i18n/t";
import { dateOf, dayLabelOf, timeOf } from "./time";

/** "tomorrow, 9:00", "Monday, 23 November, 9:00", "today, 17:20": a moment that is near, as part of a sentence. */
export function soonLabelOf(iso: string, now = new Date(), locale?: string): string {
  const days = daysUntil(iso, now);
  const day = Math.abs(days) <= 1 ? relativeDay(days, locale) : dayLabelOf(iso, now, locale);
  return `${day}, ${timeOf(iso, locale)}`;
}

/** "at 9:26", "yesterday", "on 18 November": when something was last, as part of a sentence. */
export function lastLabelOf(iso: string, now = new Date(), locale?: string): string {
  const days = daysUntil(iso, now);
  if (days === 0) return t("time.at", timeOf(iso, locale));
  return days === -1 ? relativeDay(days, locale) : t("time.on", dateOf(iso, locale));
}

const relativeDay = (days: number, locale?: string) =>
  new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");

function daysUntil(iso: string, now: Date): number {
  const startOf = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return (startOf(new Date(iso)) - startOf(now)) / 86_400_000;
}
