/** Nobody is taken to be at a device that has had no input for this long. */
export const idleAfterMs = 10 * 60_000;

const inputs = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

/** Says when nobody is at this device any more, and when somebody is again, until the returned function is called. */
export function startIdleWatch(tell: (state: "active" | "idle") => void): () => void {
  let lastInputAt = Date.now();
  let timer = setTimeout(look, idleAfterMs);

  /** One timer serves all input: it looks again when the last of it will have been long enough ago. */
  function look(): void {
    const restMs = lastInputAt + idleAfterMs - Date.now();
    if (restMs > 0) {
      timer = setTimeout(look, restMs);
      return;
    }
    isIdle = true;
    tell("idle");
  }
  const onInput = () => {
    lastInputAt = Date.now();
    if (!isIdle) return;
    isIdle = false;
    tell("active");
    timer = setTimeout(look, idleAfterMs);
  };
  for (const name of inputs) window.addEventListener(name, onInput, { passive: true, capture: true });
  return () => {
    clearTimeout(timer);
    isIdle = false;
    for (const name of inputs) window.removeEventListener(name, onInput, { capture: true });
  };
}

let isIdle = false;

/** Whether nobody is at this device; a new connection is taken to be used until it says so. */
export const isDeviceIdle = (): boolean => isIdle;
