import { useStore } from "zustand";
import { liveText } from "./live";

export function LiveRegions() {
  const { polite, assertive } = useStore(liveText);
  return (
    <>
      <div role="log" aria-live="polite" className="sr-only">
        {polite}
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        {assertive}
      </div>
    </>
  );
}
