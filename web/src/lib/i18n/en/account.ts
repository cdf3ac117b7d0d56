import { plural } from "../plural";

/** Texts of one's own account: passwords, addresses, profile, preferences. */
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
  "auth.forgot.title": "A new password",
  "auth.forgot.text": "Tell us your address, and we send you a link to choose another one.",
  "auth.forgot.submit": "Send the link",
  "auth.forgot.back": "Back to sign-in",
  "auth.sent.title": "Look in your mail",
  "auth.sent.text": (email: string) =>
    `If there is an account for ${email}, a link is on its way. It works once, and not for long.`,
  "auth.sent.hint": "Nothing there after a few minutes? Look among the unwanted mail, or",
  "auth.sent.again": "try another address",
  "auth.reset.title": "Choose a new password",
  "auth.reset.text": (email: string) => `For the account of ${email}. You will be signed out everywhere else.`,
  "auth.reset.password": "New password",
  "auth.reset.submit": "Save and sign in",
  "auth.reset.done": "Your password is changed. Sign in with the new one.",
  "auth.linkGone.title": "This link no longer works",
  "auth.linkGone.text": "It was used already, or is too old. A new one is quickly sent.",
  "auth.linkGone.action": "Send a new link",
  "auth.verify.title": "One moment",
  "auth.verify.text": "Your address is being confirmed.",
  "auth.verify.done.title": "Address confirmed",
  "auth.verify.done.text": (email: string) => `From now on, mail goes to ${email}.`,
  "auth.verify.done.action": "Go to Echo",
  "auth.verify.gone.title": "This link does not confirm anything",
  "auth.verify.gone.text": "It was used already, or is too old. You can ask for another one when you are signed in.",
  "auth.verify.taken.title": "This address is taken",
  "auth.verify.taken.text": "Another account came to use it in the meantime. Yours keeps the address it had.",
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
};

/** "40 seconds", "2:05 minutes". */
function inWords(seconds: number): string {
  if (seconds < 60) return plural(seconds, "second", "seconds");
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} minutes`;
}
