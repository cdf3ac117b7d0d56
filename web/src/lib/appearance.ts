import { createStore } from "zustand/vanilla";
import { readJson, writeJson } from "./storage";

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";
export type Appearance = { theme: Theme; density: Density };

/* The same key and rules as public/theme-boot.js, which sets both before the first paint. */
const key = "echo:appearance";
const initial: Appearance = { theme: "system", density: "comfortable", ...readJson<Partial<Appearance>>(key) };
const store = createStore<Appearance>(() => initial);

export const setAppearance = (change: Partial<Appearance>) => store.setState(change);

/** Keeps the page in step with the choice, with the system, and with the other tabs. */
export function followAppearance() {
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const { theme, density } = store.getState();
    const { dataset } = document.documentElement;
    dataset.theme = theme === "dark" || (theme === "system" && systemIsDark.matches) ? "dark" : "light";
    dataset.density = density;
    const frame = getComputedStyle(document.documentElement).getPropertyValue("--frame");
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", frame);
  };
  store.subscribe((appearance) => {
    writeJson(key, appearance);
    apply();
  });
  systemIsDark.addEventListener("change", apply);
  addEventListener("storage", (event) => {
    if (event.key === key) store.setState(readJson<Appearance>(key) ?? { theme: "system", density: "comfortable" });
  });
  apply();
}
