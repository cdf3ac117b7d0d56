/** What may wait until then is done within this time all the same. */
const longestMs = 1000;

/** Does something that the screen does not wait for, when there is nothing else to do. Gives back how to call it off. */
export function whenIdle(task: () => void): () => void {
  // Not every browser tells.
  if (!("requestIdleCallback" in globalThis)) {
    const timer = setTimeout(task, longestMs / 4);
    return () => clearTimeout(timer);
  }
  const id = requestIdleCallback(() => task(), { timeout: longestMs });
  return () => cancelIdleCallback(id);
}
