import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { requests } from "./requests";

const PickerHost = lazy(() => import("./PickerHost"));

/** Where the picker appears; loaded when it is first asked for. */
export function EmojiPopover() {
  const isWanted = useStore(requests, (state) => state.request !== null);
  return <Suspense>{isWanted && <PickerHost />}</Suspense>;
}
