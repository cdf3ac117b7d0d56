import { useLayoutEffect, useMemo, useReducer, useRef } from "react";
import { type Stage, stage } from "./staging";

/** The rows to be drawn now. A second step follows before the browser paints. */
export function useStaged<T extends { key: string }>(rows: readonly T[]): Stage<T> {
  const shown = useRef(rows);
  const [step, nextStep] = useReducer((n: number) => n + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step looks again at what is shown, which is no state
  const staged = useMemo(() => stage(shown.current, rows), [rows, step]);
  useLayoutEffect(() => {
    shown.current = staged.rows;
    if (!staged.isLast) nextStep();
  }, [staged]);
  return staged;
}
