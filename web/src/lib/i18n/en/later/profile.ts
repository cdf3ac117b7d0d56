import { addTexts } from "../../t";

/** Texts of people: their card, and the own status. */
const texts = {
  "person.card": (name: string) => `About ${name}`,
  "person.message": "Message",
  "person.edit": "Edit profile",
  "person.localTime": (time: string, apart: string) => `${time} local time${apart && `, ${apart}`}`,
  "person.ahead": (hours: string) => `${hours} h ahead of you`,
  "person.behind": (hours: string) => `${hours} h behind you`,
  "person.lastSeen": (when: string) => `Last seen ${when}`,
  "person.groups": "In groups",
  "person.mention": "Mention",
  "person.deactivated": "This account is switched off.",
  "person.failed": "The profile could not be loaded.",
  "status.text": "What you are up to, beside your name.",
  "status.what": "Status",
  "status.example": "In a meeting",
  "status.emoji": (emoji: string) => `Emoji: ${emoji}`,
  "status.emoji.choose": "Choose an emoji",
  "status.emoji.remove": "No emoji",
  "status.suggestions": "Suggestions",
  "status.ends": "It ends",
  "status.endsAt": "Date and time",
  "status.until": (when: string) => `Until ${when}`,
  "status.clear": "Clear status",
  "status.save": "Save status",
  "status.fault.text": "Write a few words, or choose an emoji.",
  "status.fault.time": "Choose a time that is still to come.",
  "status.meeting": "In a meeting",
  "status.commuting": "On the way",
  "status.lunch": "At lunch",
  "status.focus": "Concentrating",
  "status.sick": "Out sick",
  "status.holiday": "On holiday",
};

export type Texts = typeof texts;
addTexts(texts);
