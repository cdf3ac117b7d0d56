import { addTexts } from "../../t";

/** Texts of the emoji of a workspace's own. */
const texts = {
  "emoji.own.add": "Add emoji",
  "emoji.own.add.text": "Everybody in the workspace can use it, in messages and as a reaction.",
  "emoji.own.none": "No emoji of your own yet",
  "emoji.own.none.text": "Any small picture can be one: a logo, a face, the ship's cat.",
  "emoji.own.search": "Find an emoji",
  "emoji.own.notFound": (q: string) => `No emoji is called "${q}".`,
  "emoji.own.count": (n: number) => `${n} emoji`,
  "emoji.own.by": (who: string, when: string) => `Added by ${who}, ${when}`,
  "emoji.own.remove": "Remove emoji",
  "emoji.own.removeNamed": (name: string) => `Remove :${name}:`,
  "emoji.own.remove.confirm": (name: string) => `Remove :${name}:?`,
  "emoji.own.remove.text": (name: string) => `Where it was used, :${name}: stands in its place.`,
  "emoji.own.removed": (name: string) => `:${name}: is removed.`,
  "emoji.own.added": (name: string) => `:${name}: is ready to use.`,
  "emoji.own.picture": "Picture",
  "emoji.own.picture.choose": "Choose a picture",
  "emoji.own.picture.change": "Choose another",
  "emoji.own.picture.drop": "Let go to take this picture.",
  "emoji.own.picture.hint": "Or drop one here. PNG, JPEG, GIF or WebP; square ones look best.",
  "emoji.own.name": "Name",
  "emoji.own.name.hint": "What people write between colons.",
  "emoji.own.preview": "How it looks",
  "emoji.own.preview.before": "All aboard",
  "emoji.own.preview.after": "see you at the pier.",
  "emoji.own.fault.none": "Choose a picture first.",
  "emoji.own.fault.image": "That is not a picture that can be read. Take a PNG, JPEG, GIF or WebP.",
  "emoji.own.fault.moving": "A moving picture may have at most 128 by 128 pixels and 200 frames.",
  "emoji.own.fault.movingSize": "A moving picture may have at most 256 kB.",
  "emoji.own.fault.size": "That picture is too large.",
  "emoji.own.fault.name": "Write 2 to 32 of the letters a to z, digits, dashes and underscores.",
  "emoji.own.fault.taken": (name: string) => `There is an emoji called :${name}: already.`,
  "error.too_many_emoji": "This workspace has 1,000 emoji, and that is the limit. Remove one first.",
};

export type Texts = typeof texts;
addTexts(texts);
