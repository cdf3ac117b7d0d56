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
  const follow = ({ preferences }: OwnUser, was?: Preferences) => {
    if (!preferences) return;
    const { theme, density, timeFormat } = preferences;
    if (was?.theme !== theme || was.density !== density) setAppearance({ theme, density } satisfies Appearance);
    setClock(timeFormat);
  };
  // The copy of the look may be gone, or older than the profile.
  const now = currentUser();
  if (now) follow(now);
  onOwnUser((user, before) => {
    if (user.locale !== before?.locale) void speak(user.locale);
    follow(user, before?.preferences);
  });
}
