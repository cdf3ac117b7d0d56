import { currentLocale } from "@/lib/i18n/locale";

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "3 hours ago", in the largest unit that fits. */
export function ago(time: string, now = Date.now(), locale = currentLocale()): string {
  const passed = Math.max(0, now - Date.parse(time));
  const [unit, length] = units.find(([, ms]) => passed >= ms) ?? ["second", 1000];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-Math.floor(passed / length), unit);
}
