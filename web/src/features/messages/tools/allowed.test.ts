import { expect, test } from "vitest";
import type { Channel, Workspace } from "@/api/types";
import { channelOf, membershipOf, messageOf } from "@/test/factories";
import { allowed } from "./allowed";

const as = (over: { channel?: Partial<Channel>; workspace?: Partial<Workspace>; me?: string; createdAt?: string }) => {
  const channel = channelOf({ role: "member", ...over.channel });
  const workspace = { ...membershipOf(channel), role: "member" as const, ...over.workspace };
  const message = { ...messageOf(1), ...(over.createdAt && { createdAt: over.createdAt }) };
  return allowed(message, "channel", over.me ?? message.author.id, workspace, channel);
};

test("what others wrote is deleted by those who run the place, but in a conversation by nobody", () => {
  const other = { me: "somebody-else" };
  expect(as(other).delete).toBe(false);
  expect(as({ ...other, channel: { role: "admin" } }).delete).toBe(true);
  expect(as({ ...other, workspace: { role: "owner" } }).delete).toBe(true);
  expect(as({ ...other, channel: { type: "direct" }, workspace: { role: "owner" } }).delete).toBe(false);
  expect(as({ ...other, channel: { role: "admin", isArchived: true } }).delete).toBe(false);
});

test("a viewer reacts, and neither writes nor pins", () => {
  const { react, pin, edit } = as({ channel: { role: "viewer" } });
  expect({ react, pin, edit }).toEqual({ react: true, pin: false, edit: false });
});

test.each([
  [0, true],
  [-1, false],
  [5, false],
  [30, true],
])("with %i minutes to edit, what is ten minutes old may be edited: %s", (editWindowMinutes, may) => {
  const settings = {
    whoCanInvite: "members",
    whoCanCreateChannels: "members",
    showEmails: false,
    linkPreviews: true,
    editWindowMinutes,
  } as const;
  const createdAt = new Date(Date.now() - 600_000).toISOString();
  expect(as({ workspace: { settings }, createdAt }).edit).toBe(may);
});
