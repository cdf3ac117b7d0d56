import { expect, test } from "vitest";
import type { Channel, ChannelRole, Workspace, WorkspaceRole } from "@/api/types";
import * as rights from "./rights";

const settings = {
  whoCanInvite: "members",
  whoCanCreateChannels: "members",
  showEmails: true,
  editWindowMinutes: 0,
  linkPreviews: true,
} as const;
const workspace = (role: WorkspaceRole, over: Partial<Workspace> = {}) =>
  ({ role, isArchived: false, settings, ...over }) as Workspace;
const channel = (role: ChannelRole, over: Partial<Channel> = {}) =>
  ({ role, type: "public", name: "launch", isArchived: false, ...over }) as Channel;

const roles: WorkspaceRole[] = ["owner", "admin", "member", "guest"];
const allowed = <R>(list: R[], may: (role: R) => boolean) => list.filter(may);

test("members invite unless that is kept to admins, guests never do", () => {
  const strict = { settings: { ...settings, whoCanInvite: "admins" as const } };
  expect(allowed(roles, (role) => rights.canInvite(workspace(role)))).toEqual(["owner", "admin", "member"]);
  expect(allowed(roles, (role) => rights.canInvite(workspace(role, strict)))).toEqual(["owner", "admin"]);
  expect(rights.canInvite(workspace("owner", { isArchived: true }))).toBe(false);
});

test("nobody invites above their own role, nor to be an owner", () => {
  expect(roles.map(rights.invitedRoles)).toEqual([
    ["member", "admin", "guest"],
    ["member", "admin", "guest"],
    ["member", "guest"],
    [],
  ]);
});

test("admins set the roles of all but owners, and only owners make owners", () => {
  expect(rights.workspaceRolesFor("owner", "owner")).toContain("guest");
  expect(rights.workspaceRolesFor("admin", "member")).toEqual(["admin", "member", "guest"]);
  expect(rights.workspaceRolesFor("admin", "owner")).toEqual(["owner"]);
  expect(rights.workspaceRolesFor("member", "guest")).toEqual(["guest"]);
  expect(rights.canRemoveFromWorkspace("admin", "owner")).toBe(false);
  expect(rights.canRemoveFromWorkspace("admin", "admin")).toBe(true);
});

test("a channel is managed by its own managers and by those of the workspace", () => {
  const may = (own: WorkspaceRole, role: ChannelRole) => rights.canDeleteChannel(channel(role), workspace(own));
  expect(allowed<ChannelRole>(["owner", "admin", "member", "viewer", ""], (role) => may("member", role))).toEqual([
    "owner",
    "admin",
  ]);
  expect(may("admin", "")).toBe(true);
  expect(may("guest", "member")).toBe(false);
});

test("#general and conversations are neither archived, deleted nor left", () => {
  for (const over of [{ name: "general" }, { type: "direct" as const }, { type: "group" as const }]) {
    const given = channel("owner", over);
    expect(rights.canArchiveChannel(given, workspace("owner"))).toBe(false);
    expect(rights.canDeleteChannel(given, workspace("owner"))).toBe(false);
    expect(rights.canLeaveChannel(given, workspace("owner"))).toBe(false);
  }
});

test("a viewer and a guest add nobody", () => {
  expect(rights.canAddToChannel(channel("viewer"), workspace("member"))).toBe(false);
  expect(rights.canAddToChannel(channel("member"), workspace("guest"))).toBe(false);
  expect(rights.canAddToChannel(channel("member"), workspace("member"))).toBe(true);
});

test("nothing changes in what is archived, but a channel can be brought back or deleted", () => {
  const archived = channel("owner", { isArchived: true });
  expect(rights.canEditChannel(archived, workspace("owner"))).toBe(false);
  expect(rights.canManageMembers(archived, workspace("owner"))).toBe(false);
  expect(rights.canArchiveChannel(archived, workspace("owner"))).toBe(true);
  expect(rights.canDeleteChannel(archived, workspace("owner"))).toBe(true);
  expect(rights.canEditChannel(channel("owner"), workspace("owner", { isArchived: true }))).toBe(false);
  expect(rights.canDeleteChannel(channel("owner"), workspace("owner", { isArchived: true }))).toBe(false);
});

test("an admin of a channel leaves its owners alone", () => {
  expect(rights.channelRolesFor(channel("admin"), workspace("member"), "owner")).toEqual(["owner"]);
  expect(rights.channelRolesFor(channel("admin"), workspace("member"), "viewer")).not.toContain("owner");
  expect(rights.channelRolesFor(channel("member"), workspace("owner"), "owner")).toContain("viewer");
  expect(rights.canRemoveFromChannel(channel("admin"), workspace("admin"), "owner")).toBe(false);
});

test("members describe a channel, only those who manage it rename it, and nobody renames #general", () => {
  expect(rights.canEditChannel(channel("member"), workspace("member"))).toBe(true);
  expect(rights.canRenameChannel(channel("member"), workspace("member"))).toBe(false);
  expect(rights.canRenameChannel(channel("admin"), workspace("member"))).toBe(true);
  expect(rights.canRenameChannel(channel("owner", { name: "general" }), workspace("owner"))).toBe(false);
});
