import { account } from "./account";
import { preferencesOf } from "./preferences";
import { currentUser, setOwnUser } from "./session";
import type { Preferences } from "./types";

// Changes are sent one after another: each replaces all preferences, so a late one must not undo a newer one.
let sending: Promise<unknown> = Promise.resolve();

/** Shows a choice at once and saves it; throws ApiError, and takes the choice back, when it cannot be saved. */
export async function savePreferences(change: Partial<Preferences>): Promise<void> {
  const user = currentUser();
  if (!user) return;
  const before = preferencesOf(user);
  show({ ...before, ...change });
  const saved = sending.then(() => account.setPreferences(preferencesOf(currentUser())));
  sending = saved.catch(() => {});
  try {
    await saved;
  } catch (error) {
    show({ ...preferencesOf(currentUser()), ...pick(before, change) });
    throw error;
  }
}

function show(preferences: Preferences) {
  const user = currentUser();
  if (user) setOwnUser({ ...user, preferences });
}

const pick = (from: Preferences, like: Partial<Preferences>) =>
  Object.fromEntries(Object.keys(like).map((name) => [name, from[name as keyof Preferences]])) as Partial<Preferences>;
