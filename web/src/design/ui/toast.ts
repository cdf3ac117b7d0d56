type Action = { label: string; onClick: () => void };

// The toasts are loaded after the first paint; the host is mounted by the shell.
const library = () => import("sonner");

/** A short notice at the edge of the screen, in one sentence. One that `stays` is there until somebody acts on it. */
export async function toast(text: string, action?: Action, { stays = false } = {}) {
  const duration = stays ? Number.POSITIVE_INFINITY : undefined;
  (await library()).toast(text, { ...(action && { action }), ...(duration && { duration }) });
}

/** Something the person asked for did not happen. */
export async function toastError(text: string, action?: Action) {
  (await library()).toast.error(text, action && { action });
}
