import { currentLocale } from "./i18n/locale";

/*
 * Times as people read them, in their own locale and clock. Formatters are costly to make, so each is made once per
 * locale and wish.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(wanted: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = wanted ?? currentLocale();
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

export type Clock = "auto" | "12" | "24";

let hours: Intl.DateTimeFormatOptions = {};

/** Which clock times are told by from now on: of 12 hours, of 24, or the one of the locale. */
export const setClock = (clock: Clock) => {
  hours = { "12": { hour12: true }, "24": { hourCycle: "h23" } as const, auto: {} }[clock];
};

/** "9:02", "9:02 AM": the clock of the locale, or the one chosen. */
export const timeOf = (iso: string, locale?: string): string =>
  formatter(locale, { hour: "numeric", minute: "2-digit", ...hours }).format(new Date(iso));

/** What time it is now in another place: "9:02". Null for a time zone that is not known here. */
export function timeIn(timeZone: string, now: Date, locale?: string): string | null {
  try {
    return formatter(locale, { hour: "numeric", minute: "2-digit", weekday: "short", timeZone, ...hours }).format(now);
  } catch {
    return null;
  }
}

/** "9:02" also where the clock has AM and PM: for places so narrow that the part of the day must be understood. */
export const shortTimeOf = (iso: string, locale?: string): string =>
  formatter(locale, { hour: "numeric", minute: "2-digit", ...hours })
    .formatToParts(new Date(iso))
    .filter(({ type }) => type !== "dayPeriod")
    .map(({ value }) => value)
    .join("")
    .trim();

/** "Tuesday, 18 November 2026 at 09:02:11": what a hover tells. */
export const fullTimeOf = (iso: string, locale?: string): string =>
  formatter(locale, { dateStyle: "full", timeStyle: "medium", ...hours }).format(new Date(iso));

/** "Today", "Yesterday", "Tuesday, 18 November"; with the year, when it is another one. */
export function dayLabelOf(iso: string, now = new Date(), locale?: string): string {
  const date = new Date(iso);
  const daysAgo = dayNumber(now) - dayNumber(date);
  if (daysAgo === 0 || daysAgo === 1) return capitalised(relative(-daysAgo, locale), locale);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  const label = formatter(locale, { weekday: "long", day: "numeric", month: "long", ...year }).format(date);
  return capitalised(label, locale);
}

/** The calendar day in local time, for telling one day from another. */
export function dayKeyOf(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Days as a running number that summer time does not disturb. */
const dayNumber = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;

const relative = (days: number, locale?: string) =>
  new Intl.RelativeTimeFormat(locale ?? currentLocale(), { numeric: "auto" }).format(days, "day");

const capitalised = (text: string, locale?: string) =>
  text.charAt(0).toLocaleUpperCase(locale ?? currentLocale()) + text.slice(1);

/** "3 November 2026": a day in the past, in the locale's order. */
export const dateOf = (iso: string, locale?: string): string =>
  formatter(locale, { day: "numeric", month: "long", year: "numeric" }).format(new Date(iso));
