/** One frame. What comes within it is drawn together anyway. */
const gatherMs = 16;

/** Hands events on: one that comes alone at once, those of a burst together, always in the order they came. */
export function createInbox<T>(take: (events: readonly T[]) => void) {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;

  const hand = () => {
    timer = undefined;
    lastAt = performance.now();
    const events = waiting;
    waiting = [];
    take(events);
  };

  return {
    put: (event: T): void => {
      waiting.push(event);
      const rest = lastAt + gatherMs - performance.now();
      if (rest <= 0 && !timer) hand();
      else timer ??= setTimeout(hand, rest);
    },
    close: (): void => {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
