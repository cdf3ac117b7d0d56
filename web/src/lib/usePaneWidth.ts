import { useState } from "react";
import { readJson, writeJson } from "./storage";

/** How wide a column may be, and under which name its width is kept on the device. */
export type PaneLimits = { key: string; usual: number; narrowest: number; widest: number };

export type PaneWidth = { width: number; limits: PaneLimits; resize: (wanted: number) => void };

/** The width of a column that can be changed. It is kept on the device, never beyond its limits. */
export function usePaneWidth(limits: PaneLimits): PaneWidth {
  const { key, usual, narrowest, widest } = limits;
  const clamp = (wanted: number) => Math.min(widest, Math.max(narrowest, Math.round(wanted)));
  const [width, setWidth] = useState(() => clamp(readJson<number>(key) ?? usual));
  const resize = (wanted: number) => {
    const next = clamp(wanted);
    setWidth(next);
    writeJson(key, next === usual ? null : next);
  };
  return { width, limits, resize };
}
