import { addTexts } from "../../t";

/** Texts of the pages that links of mails lead to. */
const texts = {
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
};

export type Texts = typeof texts;
addTexts(texts);
