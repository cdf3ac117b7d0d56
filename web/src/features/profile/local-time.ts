import { currentLocale } from "@/lib/i18n/locale";
import { t } from "@/lib/i18n/t";

/** How far the clocks there are ahead of UTC at a moment, in minutes; null for a time zone that is not known here. */
function offsetIn(timeZone: string | undefined, now: Date): number | null {
  try {
    const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(now);
    const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d+):(\d+))?/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  } catch {
    return null;
  }
}

/** "3 h behind you"; nothing where the clocks are the same. */
export function apartText(timeZone: string, now = new Date(), own?: string): string {
  const theirs = offsetIn(timeZone, now);
  const mine = offsetIn(own, now);
  if (theirs === null || mine === null || theirs === mine) return "";
  const hours = new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 2 }).format(
    Math.abs(theirs - mine) / 60,
  );
  return t(theirs > mine ? "person.ahead" : "person.behind", hours);
}
