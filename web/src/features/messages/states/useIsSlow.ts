import { useEffect, useState } from "react";
import type { Pending } from "@/realtime";

/** Nobody is told of a send that takes less than this. */
const slowAfterMs = 600;

/** Whether a message of mine has been under way for so long that it should be said. */
export function useIsSlow(pending: Pending | undefined): boolean {
  const since = pending?.state === "sending" ? Date.parse(pending.createdAt) : null;
  const isLate = () => since !== null && Date.now() - since >= slowAfterMs;
  const [isSlow, setSlow] = useState(isLate);

  useEffect(() => {
    if (since === null) return;
    const timer = setTimeout(() => setSlow(true), since + slowAfterMs - Date.now());
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [since]);

  return isSlow && since !== null;
}
