import { plural } from "../../plural";
import { addTexts } from "../../t";

/** Texts of what helps in writing: the emoji picker, suggestions, warnings. */
const texts = {
  "emoji.picker": "Choose an emoji",
  "emoji.search": "Search emoji",
  "emoji.none": (q: string) => `No emoji is called "${q}".`,
  "emoji.failed": "The emoji could not be loaded.",
  "emoji.all": "Emoji",
  "emoji.groups": "Groups of emoji",
  "emoji.add": "Add an emoji",
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

  "suggest.people": "People and groups",
  "suggest.channels": "Channels",
  "suggest.emoji": "Emoji",
  "suggest.group": (handle: string, n: number) => `@${handle} · ${plural(n, "person", "people")}`,
  "suggest.channel": "Tells everyone in this channel",
  "suggest.here": "Tells everyone here who is active",
  "suggest.notHere": "not in this channel",
  "suggest.outside": (who: string, more: number, channel: string) =>
    more > 0 ? `${who} and ${more} more are not in #${channel}.` : `Not in #${channel}: ${who}.`,
  "suggest.add": "Add to the channel",
  "composer.later.tomorrow": (time: string) => `Tomorrow ${time}`,
  "composer.later.choose": "Choose a time",
  "composer.later.at": "Date and time",
  "composer.later.zone": (zone: string) => `In your time (${zone}).`,
  "composer.later.past": "Choose a time that is still to come.",
  "composer.later.action": "Send then",
  "composer.later.done": (when: string) => `It will be sent ${when}.`,
  "draft.other": (text: string) => `Written on another device: ${text}`,
  "draft.restore": "Add it",
  "composer.tell.title": (n: number) => `Tell ${plural(n, "person", "people")}?`,
  "composer.tell.text": (name: string, n: number) =>
    `${name} calls ${plural(n, "person", "people")}. Each of them gets a notice.`,
  "composer.tell.action": "Send to all of them",
};

export type Texts = typeof texts;
addTexts(texts);
