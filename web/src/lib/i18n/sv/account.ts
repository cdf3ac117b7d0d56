import { plural } from "../plural";

export const account = {
  "error.too_many_attempts": "För många försök.",
  "error.account_deactivated": "Kontot är avstängt. Be den som sköter er Echo att aktivera det igen.",
  "error.wrong_password": "Det är inte ditt lösenord.",
  "error.reset_token_invalid": "Länken har redan använts eller är för gammal.",
  "error.verification_token_invalid": "Länken har redan använts eller är för gammal.",
  "error.image_invalid": "Filen är ingen bild som går att läsa. Välj PNG, JPEG, GIF eller WebP.",
  "error.body_too_large": "Filen är för stor. Gränsen är fem megabyte.",
  "auth.wait": (seconds: number) => `Du kan försöka igen om ${inWords(seconds)}.`,
  "auth.forgot.link": "Glömt lösenordet?",
  "auth.reset.done": "Lösenordet är ändrat. Logga in med det nya.",
  "auth.deleted": "Ditt konto är borttaget. Tack för att du var här.",
  "password.strength": (word: string) => `Styrka: ${word}`,
  "password.strength.0": "för kort",
  "password.strength.1": "svagt",
  "password.strength.2": "godkänt",
  "password.strength.3": "bra",
  "password.strength.4": "starkt",
  "banner.label": "Din adress",
  "banner.text": (email: string) => `Bekräfta din adress: vi har skickat ett mejl till ${email}.`,
  "banner.resend": "Skicka igen",
  "banner.sent": "Skickat. Titta i din inkorg.",
  "banner.dismiss": "Inte nu",

  "presence.label": "Närvaro",
  "presence.active": "Aktiv",
  "presence.away": "Borta",
  "presence.dnd": "Stör ej",
  "presence.offline": "Frånkopplad",
  "presence.dnd.text": "Inga aviseringar under tiden.",
  "presence.until": (presence: string, when: string) => `${presence} till ${when}`,
  "until.30m": "I 30 minuter",
  "until.1h": "I 1 timme",
  "until.today": "Till i morgon",
  "until.week": "Till måndag",
  "until.never": "Tills jag ändrar det",
  "until.custom": "Till en tid jag väljer",
  "status.set": "Ange en status",
  "status.change": "Ändra din status",
};

function inWords(seconds: number): string {
  if (seconds < 60) return plural(seconds, "sekund", "sekunder");
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} minuter`;
}
