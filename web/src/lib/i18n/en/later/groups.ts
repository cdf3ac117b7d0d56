import { plural } from "../../plural";
import { addTexts } from "../../t";

/** Texts of the groups of a workspace. */
const texts = {
  "groups.new": "New group",
  "groups.create": "Create group",
  "groups.edit": "Edit group",
  "groups.editNamed": (handle: string) => `Edit @${handle}`,
  "groups.none": "No groups yet",
  "groups.none.text": "A group is mentioned by one name, and reaches everyone in it.",
  "groups.handle": "Handle",
  "groups.handle.hint": "What people write after @, like designers.",
  "groups.name": "Name",
  "groups.description": "What it is for",
  "groups.members": "Members",
  "groups.count": (n: number) => plural(n, "member", "members"),
  "groups.card": (handle: string) => `About @${handle}`,
  "groups.more": (n: number) => `and ${plural(n, "other", "others")}`,
  "groups.delete": "Delete group",
  "groups.delete.confirm": (handle: string) => `Delete @${handle}?`,
  "groups.delete.text": "Its people stay in the workspace; messages that mention it stay as they are.",
  "groups.deleted": (handle: string) => `@${handle} is deleted.`,
  "groups.saved": (handle: string) => `@${handle} is saved.`,
  "groups.fault.handle": "Write 2 to 50 letters, digits, dots or dashes.",
  "error.handle_taken": "Somebody, or another group, is called so. Try another.",
  "error.too_many_groups": "A workspace has at most 500 groups.",
};

export type Texts = typeof texts;
addTexts(texts);
