import { plural } from "../plural";

/** Texts of one's own account that are needed early: what may be refused, how one is, the password's strength. */
export const account = {
  "error.too_many_attempts": "Too many tries.",
  "error.account_deactivated": "This account is switched off. Ask whoever runs this Echo to switch it on again.",
  "error.wrong_password": "That is not your password.",
  "error.reset_token_invalid": "This link has been used or is too old.",
  "error.verification_token_invalid": "This link has been used or is too old.",
  "error.image_invalid": "That file is not an image that can be read. Take a PNG, JPEG, GIF or WebP.",
  "error.body_too_large": "That file is too large. Five megabytes is the limit.",
  "auth.wait": (seconds: number) => `You can try again in ${inWords(seconds)}.`,
  "auth.forgot.link": "Forgot your password?",
  "auth.reset.done": "Your password is changed. Sign in with the new one.",
  "auth.deleted": "Your account is deleted. Thank you for having been here.",
  "password.strength": (word: string) => `Strength: ${word}`,
  "password.strength.0": "too short",
  "password.strength.1": "weak",
  "password.strength.2": "fair",
  "password.strength.3": "good",
  "password.strength.4": "strong",
  "banner.label": "Your address",
  "banner.text": (email: string) => `Confirm your address: we sent a mail to ${email}.`,
  "banner.resend": "Send again",
  "banner.sent": "Sent. Look in your mail.",
  "banner.dismiss": "Not now",

  "presence.label": "Presence",
  "presence.active": "Active",
  "presence.away": "Away",
  "presence.dnd": "Do not disturb",
  "presence.offline": "Offline",
  "presence.dnd.text": "No notifications until it ends.",
  "presence.until": (presence: string, when: string) => `${presence} until ${when}`,
  "until.30m": "For 30 minutes",
  "until.1h": "For 1 hour",
  "until.today": "Until tomorrow",
  "until.week": "Until Monday",
  "until.never": "Until I change it",
  "until.custom": "Until a time I choose",
  "status.set": "Set a status",
  "status.change": "Change your status",
};

/** "40 seconds", "2:05 minutes". */
function inWords(seconds: number): string {
  if (seconds < 60) return plural(seconds, "second", "seconds");
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} minutes`;
}
