type Details = Record<string, unknown>;
type Sentence = (who: string, what: string, details: Details) => string;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const roles: Record<string, string> = {
  owner: "an owner",
  admin: "an admin",
  member: "a member",
  guest: "a guest",
  viewer: "a viewer",
};
const aRole = (value: unknown) => roles[text(value)] ?? text(value);
/** The role something was changed to, as the server names it. */
const newRole = (details: Details) => aRole(details.to ?? details.role);
const inChannel = ({ channel }: Details) => (text(channel) ? ` in #${text(channel)}` : "");

/** The lines of the audit log, by what was done. */
export const auditTexts = {
  "workspace.created": (who, what) => `${who} created ${what}`,
  "workspace.updated": (who) => `${who} changed the workspace's settings`,
  "workspace.archived": (who) => `${who} archived the workspace`,
  "workspace.unarchived": (who) => `${who} brought the workspace back from the archive`,
  "workspace.transferred": (who, what) => `${who} handed the workspace over to ${what}`,
  "workspace.deleted": (who) => `${who} deleted the workspace`,
  "member.joined": (who, what) => (who === what ? `${what} joined` : `${who} let ${what} in`),
  "member.left": (_, what) => `${what} left`,
  "member.removed": (who, what) => `${who} removed ${what}`,
  "member.role_changed": (who, what, details) => `${who} made ${what} ${newRole(details)}`,
  "invite.created": (who, what, details) =>
    text(details.email) || what.includes("@")
      ? `${who} invited ${text(details.email) || what}`
      : `${who} made an invitation link`,
  "invite.resent": (who, what, details) => `${who} sent the invitation to ${text(details.email) || what} again`,
  "invite.revoked": (who, what, details) =>
    text(details.email) || what.includes("@")
      ? `${who} withdrew the invitation to ${text(details.email) || what}`
      : `${who} withdrew an invitation link`,
  "invite.accepted": (who) => `${who} accepted an invitation`,
  "emoji.added": (who, what) => `${who} added the emoji :${what}:`,
  "emoji.removed": (who, what) => `${who} removed the emoji :${what}:`,
  "group.created": (who, what) => `${who} created the group @${what}`,
  "group.updated": (who, what) => `${who} changed the group @${what}`,
  "group.members_changed": (who, what) => `${who} changed who is in @${what}`,
  "group.deleted": (who, what) => `${who} deleted the group @${what}`,
  "channel.created": (who, what) => `${who} created #${what}`,
  "channel.updated": (who, what) => `${who} changed #${what}`,
  "channel.renamed": (who, what, { from }) =>
    text(from) ? `${who} renamed #${text(from)} to #${what}` : `${who} renamed #${what}`,
  "channel.archived": (who, what) => `${who} archived #${what}`,
  "channel.unarchived": (who, what) => `${who} brought #${what} back from the archive`,
  "channel.deleted": (who, what) => `${who} deleted #${what}`,
  "channel.member.added": (who, what, details) => `${who} added ${what}${inChannel(details)}`,
  "channel.member.removed": (who, what, details) => `${who} removed ${what}${inChannel(details)}`,
  "channel.member.role_changed": (who, what, details) => `${who} made ${what} ${newRole(details)}${inChannel(details)}`,
} satisfies Record<string, Sentence>;

export type AuditAction = keyof typeof auditTexts;
