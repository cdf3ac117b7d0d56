import { reminderAt } from "@/lib/reminders";
import { dayLabelOf, timeOf } from "@/lib/time";

type Key = "remind.soon" | "remind.hour" | "remind.tomorrow" | "remind.week";
export type RemindChoice = { key: Key; at: Date; when: string };

const soonMs = 20 * 60_000;

/** The times at which one is likely to want a message back. */
export function choicesOf(now: Date): RemindChoice[] {
  const day = (at: Date) => dayLabelOf(at.toISOString(), now);
  const time = (at: Date) => timeOf(at.toISOString());
  const soon = new Date(now.getTime() + soonMs);
  const [hour, tomorrow, week] = [reminderAt("hour", now), reminderAt("tomorrow", now), reminderAt("week", now)];
  return [
    { key: "remind.soon", at: soon, when: time(soon) },
    { key: "remind.hour", at: hour, when: time(hour) },
    { key: "remind.tomorrow", at: tomorrow, when: time(tomorrow) },
    { key: "remind.week", at: week, when: `${day(week)}, ${time(week)}` },
  ];
}

/** A moment as a field for date and time wants it: "2026-11-23T09:00", in local time. */
export function localOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
