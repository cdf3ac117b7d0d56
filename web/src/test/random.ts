/** A seeded generator (mulberry32), so that a failing run can be repeated by its seed. */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const shuffled = <T>(items: readonly T[]): T[] => {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  };
  return {
    below,
    chance: (p: number) => next() < p,
    shuffled,
    pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
  };
}

/** Runs a check under many seeds; the failing one is named. */
export function forSeeds(count: number, check: (random: ReturnType<typeof randomOf>) => void): void {
  for (let seed = 1; seed <= count; seed++) {
    try {
      check(randomOf(seed));
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
}
