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
  // A profile that was on its way before the choice may have taken the place of it: the choice is put on top.
  const saved = sending.then(() => account.setPreferences({ ...preferencesOf(currentUser()), ...change }));
  sending = saved.catch(() => {});
  try {
    show({ ...preferencesOf(currentUser()), ...pick(await saved, change) });
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
