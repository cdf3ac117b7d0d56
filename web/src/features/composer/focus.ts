export const composerId = "composer";

/** Puts the cursor into the composer; but not under a finger, where it would bring up a keyboard. */
export function focusComposer(): void {
  if (!matchMedia("(pointer: fine)").matches) return;
  document.getElementById(composerId)?.focus({ preventScroll: true });
}
