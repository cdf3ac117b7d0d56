import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { readJson, writeJson } from "@/lib/storage";

const key = "echo:collapsed";
const store = createStore<Record<string, boolean>>(() => readJson(key) ?? {});
store.subscribe((collapsed) => writeJson(key, collapsed));

/** Whether a section is folded, and the way to change it. It stays so on this device. */
export function useCollapsed(section: string) {
  const collapsed = useStore(store, (state) => state[section] ?? false);
  return [collapsed, () => store.setState({ [section]: !collapsed })] as const;
}
