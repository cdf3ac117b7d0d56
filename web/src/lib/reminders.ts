/** The times one is likely to want to be reminded at. */
export type ReminderChoice = "hour" | "later" | "tomorrow" | "week";

export const reminderChoices: readonly ReminderChoice[] = ["hour", "later", "tomorrow", "week"];

const hourMs = 3_600_000;
const morning = 9;

/** When that is, from now: mornings are at nine in the place of the reader. */
export function reminderAt(choice: ReminderChoice, now = new Date()): Date {
  if (choice === "hour") return new Date(now.getTime() + hourMs);
  if (choice === "later") return new Date(now.getTime() + 3 * hourMs);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  const days = choice === "tomorrow" ? 1 : untilMonday;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}
