import { auth } from "./endpoints";
import { endSession } from "./session";

/** Signs out here and in the other tabs, also when the server cannot be told; `everywhere` ends all sessions. */
export async function signOut({ everywhere = false } = {}) {
  await auth.logout(everywhere).catch(() => undefined);
  endSession("left");
}
