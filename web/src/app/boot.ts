import { followPreferences } from "@/api/preferences";
import { currentUser, getAccessToken, onSignedOut } from "@/api/session";
import { followAppearance } from "@/lib/appearance";
import { closeDialog } from "@/lib/dialogs";
import { whenIdle } from "@/lib/idle";
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
  if (currentUser()) startAhead();
  const versions = () => import("./new-version");
  addEventListener("vite:preloadError", () => void versions().then(({ offerReload }) => offerReload()));
  addEventListener("load", () => whenIdle(() => void versions().then((all) => all.followVersions())));
}

/** Whoever is signed in is about to need all this: none of it need wait until the router has found that out. */
function startAhead() {
  void getAccessToken().catch(() => {});
  void import("./session-data").then(({ fetchAhead }) => fetchAhead(location));
  void Promise.all([import("./WithQueries"), import("./Live"), import("./Shell")]);
}
