import { plural } from "../plural";

export const places = {
  "sidebar.threads": "Trådar",
  "sidebar.mentions": "Omnämnanden",
  "sidebar.saved": "Sparat",
  "sidebar.drafts": "Utkast",
  "sidebar.moreUnreads": "Fler olästa",
  "sidebar.moreAbove": "Fler olästa ovanför",
  "sidebar.moreBelow": "Fler olästa nedanför",
  "step.upTo": (no: string) => `I takt till och med ${no}`,
  "step.catching": (no: string) => `Hämtar ikapp, ${no} hittills`,
  "thread.replies": (n: number) => plural(n, "svar", "svar"),
  "thread.last": (when: string) => `Senast ${when}`,
  "time.at": (time: string) => `kl. ${time}`,
  "time.on": (day: string) => day,
};
