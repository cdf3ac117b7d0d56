/** How long a status or a presence lasts. */
export const durations = ["30m", "1h", "today", "week", "never"] as const;
export type Duration = (typeof durations)[number];

const minuteMs = 60_000;

/** When it ends, for somebody who says so now; null when it does not end by itself. Days are those of this device. */
export function endOf(duration: Duration, now = new Date()): string | null {
  switch (duration) {
    case "30m":
      return new Date(now.getTime() + 30 * minuteMs).toISOString();
    case "1h":
      return new Date(now.getTime() + 60 * minuteMs).toISOString();
    case "today":
      return midnight(now, 1).toISOString();
    case "week":
      return midnight(now, 7 - ((now.getDay() + 6) % 7)).toISOString();
    case "never":
      return null;
  }
}

/** The beginning of a day to come; where summer time ends or begins, still the beginning. */
const midnight = (now: Date, days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);

/** "2026-11-18T09:05" in local time, as a field for date and time wants it. */
export function localInput(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
