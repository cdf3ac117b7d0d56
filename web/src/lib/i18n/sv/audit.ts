import type { AuditAction } from "../en/audit";

type Details = Record<string, unknown>;
type Sentence = (who: string, what: string, details: Details) => string;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const roles: Record<string, string> = {
  owner: "ägare",
  admin: "admin",
  member: "medlem",
  guest: "gäst",
  viewer: "läsare",
};
const newRole = (details: Details) => {
  const role = text(details.to ?? details.role);
  return roles[role] ?? role;
};
const inChannel = ({ channel }: Details) => (text(channel) ? ` i #${text(channel)}` : "");
const address = (what: string, { email }: Details) => text(email) || (what.includes("@") ? what : "");

export const auditTexts: Record<AuditAction, Sentence> = {
  "workspace.created": (who, what) => `${who} skapade ${what}`,
  "workspace.updated": (who) => `${who} ändrade arbetsytans inställningar`,
  "workspace.archived": (who) => `${who} arkiverade arbetsytan`,
  "workspace.unarchived": (who) => `${who} tog tillbaka arbetsytan från arkivet`,
  "workspace.transferred": (who, what) => `${who} lämnade över arbetsytan till ${what}`,
  "workspace.deleted": (who) => `${who} tog bort arbetsytan`,
  "member.joined": (who, what) => (who === what ? `${what} gick med` : `${who} släppte in ${what}`),
  "member.left": (_, what) => `${what} lämnade`,
  "member.removed": (who, what) => `${who} tog bort ${what}`,
  "member.role_changed": (who, what, details) => `${who} gjorde ${what} till ${newRole(details)}`,
  "invite.created": (who, what, details) =>
    address(what, details) ? `${who} bjöd in ${address(what, details)}` : `${who} skapade en inbjudningslänk`,
  "invite.resent": (who, what, details) => `${who} skickade inbjudan till ${address(what, details) || what} igen`,
  "invite.revoked": (who, what, details) =>
    address(what, details)
      ? `${who} drog tillbaka inbjudan till ${address(what, details)}`
      : `${who} drog tillbaka en inbjudningslänk`,
  "invite.accepted": (who) => `${who} tackade ja till en inbjudan`,
  "emoji.added": (who, what) => `${who} lade till emojin :${what}:`,
  "emoji.removed": (who, what) => `${who} tog bort emojin :${what}:`,
  "group.created": (who, what) => `${who} skapade gruppen @${what}`,
  "group.updated": (who, what) => `${who} ändrade gruppen @${what}`,
  "group.members_changed": (who, what) => `${who} ändrade vilka som är med i @${what}`,
  "group.deleted": (who, what) => `${who} tog bort gruppen @${what}`,
  "channel.created": (who, what) => `${who} skapade #${what}`,
  "channel.updated": (who, what) => `${who} ändrade #${what}`,
  "channel.renamed": (who, what, { from }) =>
    text(from) ? `${who} bytte namn på #${text(from)} till #${what}` : `${who} bytte namn på #${what}`,
  "channel.archived": (who, what) => `${who} arkiverade #${what}`,
  "channel.unarchived": (who, what) => `${who} tog tillbaka #${what} från arkivet`,
  "channel.deleted": (who, what) => `${who} tog bort #${what}`,
  "channel.member.added": (who, what, details) => `${who} lade till ${what}${inChannel(details)}`,
  "channel.member.removed": (who, what, details) => `${who} tog bort ${what}${inChannel(details)}`,
  "channel.member.role_changed": (who, what, details) =>
    `${who} gjorde ${what} till ${newRole(details)}${inChannel(details)}`,
};
