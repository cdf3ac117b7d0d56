import { addTexts } from "../../t";

/** Texts of what helps in writing: the emoji picker, suggestions, warnings. */
const texts = {
  "emoji.picker": "Choose an emoji",
  "emoji.search": "Search emoji",
  "emoji.none": (q: string) => `No emoji is called "${q}".`,
  "emoji.failed": "The emoji could not be loaded.",
  "emoji.all": "Emoji",
  "emoji.groups": "Groups of emoji",
  "emoji.tone": "Skin tone",
  "emoji.tone.0": "No skin tone",
  "emoji.tone.1": "Light skin tone",
  "emoji.tone.2": "Medium-light skin tone",
  "emoji.tone.3": "Medium skin tone",
  "emoji.tone.4": "Medium-dark skin tone",
  "emoji.tone.5": "Dark skin tone",
  "emoji.group.frequent": "Frequently used",
  "emoji.group.custom": "This workspace",
  "emoji.group.smileys": "Smileys",
  "emoji.group.people": "People",
  "emoji.group.nature": "Animals and nature",
  "emoji.group.food": "Food and drink",
  "emoji.group.travel": "Travel and places",
  "emoji.group.activities": "Activities",
  "emoji.group.objects": "Objects",
  "emoji.group.symbols": "Symbols",
  "emoji.group.flags": "Flags",
};

export type Texts = typeof texts;
addTexts(texts);
