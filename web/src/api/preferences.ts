import { type Appearance, setAppearance } from "@/lib/appearance";
import { speak } from "@/lib/i18n/language";
import { setClock } from "@/lib/time";
import { currentUser, onOwnUser, useSession } from "./session";
import type { OwnUser, Preferences } from "./types";

const usual: Preferences = {
  theme: "system",
  density: "comfortable",
  enterToSend: true,
  timeFormat: "auto",
  emailNotifications: "mentions",
  showReadReceipts: true,
};

/** What the person has chosen; what was kept on the device by an older version may know less. */
export const preferencesOf = (user: OwnUser | null): Preferences => ({ ...usual, ...user?.preferences });

export const usePreferences = (): Preferences => preferencesOf(useSession().lastUser);

/**
 * Keeps the look, the clock and the language of the app in step with the person's preferences, on whichever device they were changed.
 * The server's word counts; the device keeps a copy of the look for the first paint and for the sign-in page.
 */
export function followPreferences() {
  const now = currentUser();
  if (now?.preferences) setClock(now.preferences.timeFormat);
  onOwnUser(({ preferences, locale }, before) => {
    if (locale !== before?.locale) void speak(locale);
    if (!preferences) return;
    const was = before?.preferences;
    const { theme, density, timeFormat } = preferences;
    if (was?.theme !== theme || was.density !== density) setAppearance({ theme, density } satisfies Appearance);
    setClock(timeFormat);
  });
}
