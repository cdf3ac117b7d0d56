import { followPreferences } from "@/api/preferences";
import { currentUser, onSignedOut } from "@/api/session";
import { followAppearance } from "@/lib/appearance";
import { closeDialog } from "@/lib/dialogs";
import { router } from "./router";

/** What runs for as long as the page lives, beside what is drawn. */
export function boot() {
  followAppearance();
  followPreferences();
  onSignedOut((reason) => {
    closeDialog();
    const next = reason === "ended" ? location.pathname + location.search : undefined;
    const notice = reason === "left" ? undefined : reason;
    void router.navigate({ to: "/login", search: { next, notice } });
  });
  // Whoever is signed in is about to need it: it need not wait until the router has found that out.
  if (currentUser()) void Promise.all([import("./Live"), import("./Shell")]);
  const versions = () => import("./new-version");
  addEventListener("vite:preloadError", () => void versions().then(({ offerReload }) => offerReload()));
  addEventListener("load", () => requestIdleCallback(() => void versions().then((all) => all.followVersions())));
}
