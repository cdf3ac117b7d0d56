import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, DoorOpen, LogOut, Plus, Settings, SlidersHorizontal, UserPlus } from "lucide-react";
import { useMemberships } from "@/api/memberships";
import { signOut } from "@/api/sign-out";
import type { Membership } from "@/api/types";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/design/ui";
import { WorkspaceTile } from "@/design/ui/WorkspaceTile";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canInvite } from "@/lib/rights";
import { useIsNarrow } from "@/lib/useMedia";

/** The workspace's name, which opens what one can do with it. On a narrow screen it stands in for the rail too. */
export function WorkspaceMenu({ workspace }: { workspace: Membership }) {
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const workspaceId = workspace.id;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex max-w-full items-center gap-2 rounded-md px-1.5 py-1 max-desk:h-11 hover:bg-row-hover data-[state=open]:bg-row-hover [&_svg]:size-4 [&_svg]:text-ink-3"
        >
          <span className="truncate font-display text-title font-[680] tracking-[-0.012em] max-desk:text-[22px] max-desk:leading-8">
            {workspace.displayName || workspace.name}
          </span>
          <ChevronDown aria-hidden="true" />
        </button>
      }
    >
      {canInvite(workspace) && (
        <MenuItem icon={<UserPlus />} onSelect={() => openDialog({ kind: "invite-people", workspaceId })}>
          {t("invite.people")}
        </MenuItem>
      )}
      <MenuItem
        icon={<SlidersHorizontal />}
        onSelect={() => navigate({ to: "/w/$workspaceId/settings", params: { workspaceId } })}
      >
        {t("workspace.settings")}
      </MenuItem>
      <MenuItem icon={<DoorOpen />} onSelect={() => openDialog({ kind: "leave-workspace", workspaceId })}>
        {t("workspace.leave")}
      </MenuItem>
      {isNarrow && <OtherWorkspaces current={workspace.id} />}
      <MenuSeparator />
      <MenuItem icon={<Plus />} onSelect={() => navigate({ to: "/new" })}>
        {t("workspace.create")}
      </MenuItem>
      <MenuItem icon={<Settings />} onSelect={() => navigate({ to: "/settings" })}>
        {t("settings.title")}
      </MenuItem>
      <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
        {t("auth.signOut")}
      </MenuItem>
    </Menu>
  );
}

function OtherWorkspaces({ current }: { current: string }) {
  const navigate = useNavigate();
  const { data = [] } = useMemberships();
  const others = data.filter(({ id }) => id !== current);
  if (others.length === 0) return null;
  return (
    <>
      <MenuLabel>{t("workspace.others")}</MenuLabel>
      {others.map((other) => (
        <MenuItem
          key={other.id}
          icon={<WorkspaceTile workspace={other} className="size-7 rounded-[9px]" />}
          onSelect={() => navigate({ to: "/w/$workspaceId", params: { workspaceId: other.id } })}
        >
          {other.displayName || other.name}
        </MenuItem>
      ))}
    </>
  );
}
