import { createStore } from "zustand/vanilla";

export type Politeness = "polite" | "assertive";

/** What the two hidden live regions say now. The region clears itself so that the same words can be said again. */
export const liveText = createStore<Record<Politeness, string>>(() => ({ polite: "", assertive: "" }));

const clearAfterMs = 4000;
const timers: Partial<Record<Politeness, ReturnType<typeof setTimeout>>> = {};

/** Tells people who use a screen reader. Errors are assertive, everything else is polite. */
export function announce(text: string, politeness: Politeness = "polite") {
  clearTimeout(timers[politeness]);
  liveText.setState({ [politeness]: text });
  timers[politeness] = setTimeout(() => liveText.setState({ [politeness]: "" }), clearAfterMs);
}
