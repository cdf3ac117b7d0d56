import { plural } from "../plural";

export const messages = {
  "message.react": "Lägg till en reaktion",
  "message.waiting": "Det finns ingen anslutning. Det görs när den är tillbaka.",
  "message.tooLongAgo": "Något du gjorde utan anslutning blev inte gjort: det är mer än en vecka sedan.",
  "message.linkCopied": "Länken är kopierad",
  "message.textCopied": "Texten är kopierad",
  "message.pinned": "Fäst i kanalen",
  "message.saved": "Sparat",
  "message.alsoInChannel": "i kanalen",
  "message.inThread": "Svarade i en tråd",
  "reactions.count": (emoji: string, n: number) => `${emoji} ${plural(n, "reaktion", "reaktioner")}`,
  "reactions.you": "Du",
  "reactions.names": (names: string[], more: number, emoji: string) => {
    const all = more > 0 ? [...names, `${more} till`] : names;
    return `${new Intl.ListFormat("sv").format(all)} reagerade med ${emoji}`;
  },
  "pins.open": "Fästa meddelanden",
};
