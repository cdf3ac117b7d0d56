import { type ReactNode, useEffect } from "react";
import { useOwnUser } from "@/api/session";
import { startSync } from "./sync";

/** Keeps the app in step with the server while somebody is signed in. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const { id } = useOwnUser();
  useEffect(() => startSync(id), [id]);
  return children;
}
