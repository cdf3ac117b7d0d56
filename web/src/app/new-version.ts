import { toast } from "@/design/ui/toast";
import { t } from "@/lib/i18n/t";
import { listen } from "@/realtime";

/*
 * Echo may be updated under an open page. The page is never reloaded by itself: someone may be writing. It offers to,
 * once, when it has learnt of the new version: by its service worker, or by a part of the old one that is gone.
 */
const checkEveryMs = 10 * 60_000;

let isOffered = false;
let waiting: ServiceWorker | null = null;

export function offerReload() {
  if (isOffered) return;
  isOffered = true;
  void toast(t("app.updated"), { label: t("action.reload"), onClick: () => void reload() }, { stays: true });
}

/** Installs the service worker, and hears from it of a new version. Without one the app works on, but not offline. */
export async function followVersions() {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const workers = navigator.serviceWorker;
  const registration = await workers.register(trusted("/sw.js")).catch(() => null);
  if (!registration) return;

  const notice = (worker: ServiceWorker | null) => {
    if (!worker || !workers.controller) return;
    waiting = worker;
    offerReload();
  };
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener("statechange", () => worker.state === "installed" && notice(worker));

  notice(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  // Another tab has gone over to the new version.
  const isFirst = !workers.controller;
  workers.addEventListener("controllerchange", () => isFirst || offerReload());

  let checkedAt = Date.now();
  const check = () => {
    checkedAt = Date.now();
    void registration.update().catch(() => {});
  };
  // A server that was away may have come back as a newer one.
  listen("resync", check);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - checkedAt > checkEveryMs) check();
  });
}

type TrustedTypes = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => {
    createScriptURL: (url: string) => string;
  };
};

/** The content security policy wants each address of a script vouched for; this is the only one there is. */
function trusted(url: "/sw.js"): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy("echo-worker", { createScriptURL: () => url }).createScriptURL(url) ?? url;
}

/** Lets the new version take over, then loads its page. */
async function reload() {
  if (waiting) {
    const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    waiting.postMessage("take-over");
    await Promise.race([taken, new Promise((resolve) => setTimeout(resolve, 2000))]);
  }
  location.reload();
}
