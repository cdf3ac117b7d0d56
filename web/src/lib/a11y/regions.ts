const regionSelector = "[data-region]";
const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [contenteditable="true"], [tabindex="0"]';

/** Moves the focus to the next region of the page, to its current or first item, or to its composer. */
export function nextRegion(step: 1 | -1) {
  const regions = [...document.querySelectorAll<HTMLElement>(regionSelector)];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  for (let i = 1; i <= regions.length; i++) {
    const region = regions[(here + step * i + regions.length * 2) % regions.length];
    const target =
      region?.querySelector<HTMLElement>("#composer") ??
      region?.querySelector<HTMLElement>("[aria-current]") ??
      region?.querySelector<HTMLElement>(focusable);
    if (target) return target.focus();
  }
}
