const delayMs = 500;
/** Whoever has just read one tooltip gets the next at once. */
const warmMs = 200;

/**
 * Tells which element's tooltip is to be seen, null when none: the one pointed at for a moment, or the one that the
 * keyboard has come to. Gives back how to stop watching.
 */
export function watchTips(show: (tip: HTMLElement | null) => void): () => void {
  let pointed: HTMLElement | null = null;
  let shown: HTMLElement | null = null;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (tip: HTMLElement | null) => {
    clearTimeout(timer);
    if (tip === shown) return;
    if (!tip) hiddenAt = performance.now();
    shown = tip;
    show(tip);
  };
  const pointAt = ({ target, pointerType }: PointerEvent) => {
    if (pointerType === "touch" || !(target instanceof Element) || target.closest("[role=tooltip]")) return;
    const tip = target.closest<HTMLElement>("[data-tip]");
    if (tip === pointed) return;
    pointed = tip;
    const isWarm = shown !== null || performance.now() - hiddenAt < warmMs;
    set(null);
    if (tip) timer = setTimeout(() => tip.isConnected && set(tip), isWarm ? 0 : delayMs);
  };
  const focusOn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || !target.matches(":focus-visible")) return;
    set(target.closest("[data-tip]"));
  };
  const away = () => set(null);
  const leave = () => {
    pointed = null;
    set(null);
  };
  const onKey = ({ key }: KeyboardEvent) => key === "Escape" && away();

  const stopping = new AbortController();
  const options = { capture: true, passive: true, signal: stopping.signal };
  document.addEventListener("pointerover", pointAt, options);
  document.documentElement.addEventListener("pointerleave", leave, { signal: stopping.signal });
  document.addEventListener("pointerdown", away, options);
  document.addEventListener("focusin", focusOn, options);
  document.addEventListener("focusout", away, options);
  document.addEventListener("keydown", onKey, options);
  document.addEventListener("scroll", away, options);
  return () => {
    stopping.abort();
    clearTimeout(timer);
  };
}
