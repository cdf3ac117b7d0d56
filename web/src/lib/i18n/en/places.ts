import { plural } from "../plural";

/** The lists above the channels, and what a message says of its thread. */
export const places = {
  "sidebar.threads": "Threads",
  "sidebar.mentions": "Mentions",
  "sidebar.saved": "Saved",
  "sidebar.drafts": "Drafts",
  "sidebar.moreUnreads": "More unreads",
  "sidebar.moreAbove": "More unreads above",
  "sidebar.moreBelow": "More unreads below",
  "step.upTo": (no: string) => `In step up to ${no}`,
  "step.catching": (no: string) => `Catching up, ${no} so far`,
  "thread.replies": (n: number) => plural(n, "reply", "replies"),
  "thread.last": (when: string) => `Last ${when}`,
  "time.at": (time: string) => `at ${time}`,
  "time.on": (day: string) => `on ${day}`,
};
