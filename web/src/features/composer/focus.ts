export const composerId = "composer";

export const threadComposerId = "thread-composer";

/** Puts the cursor into a composer; but not under a finger, where it would bring up a keyboard. */
export function focusComposer(id: string = composerId): void {
  if (!matchMedia("(pointer: fine)").matches) return;
  document.getElementById(id)?.focus({ preventScroll: true });
}

/** The text keeps the focus and its selection while a tool is pressed. */
export const keepFocus = (event: { preventDefault: () => void }) => event.preventDefault();
