import { dayLabelOf, timeOf } from "./time";

/** "tomorrow, 9:00", "Monday, 23 November, 9:00", "today, 17:20": a moment that is near, as part of a sentence. */
export function soonLabelOf(iso: string, now = new Date(), locale?: string): string {
  const date = new Date(iso);
  const days = Math.round(
    (new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() -
      new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()) /
      86_400_000,
  );
  const isNear = Math.abs(days) <= 1;
  const day = isNear
    ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day")
    : dayLabelOf(iso, now, locale);
  return `${day}, ${timeOf(iso, locale)}`;
}
