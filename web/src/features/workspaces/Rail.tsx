import { Link } from "@tanstack/react-router";
import { Plus, Settings } from "lucide-react";
import { useMemberships } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Membership } from "@/api/types";
import { Avatar, Tooltip } from "@/design/ui";
import { WorkspaceTile } from "@/design/ui/WorkspaceTile";
import { nameOf } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { AccountMenu } from "./AccountMenu";
import { useCalls } from "./calls";

/** The column of workspaces at the left edge, with settings and the own account at its foot. */
export function Rail({ workspaceId }: { workspaceId: string }) {
  const me = useOwnUser();
  const { data = [] } = useMemberships();
  const calls = useCalls(data);
  return (
    <nav
      aria-label={t("rail.label")}
      data-region="rail"
      className="flex w-[72px] flex-none flex-col items-center gap-2.5 pt-2 pb-1"
    >
      {data.map((workspace, i) => (
        <Tile key={workspace.id} workspace={workspace} calls={calls[i] ?? 0} current={workspace.id === workspaceId} />
      ))}
      <Tooltip label={t("workspace.create")} side="right">
        <Link
          to="/new"
          aria-label={t("workspace.create")}
          className="grid size-10 place-items-center rounded-[13px] text-ink-2 shadow-[inset_0_0_0_1.5px_var(--line-2)] transition-colors duration-90 hover:bg-row-hover hover:text-ink [&_svg]:size-4"
        >
          <Plus />
        </Link>
      </Tooltip>
      <span className="flex-1" />
      <Tooltip label={t("settings.title")} side="right">
        <Link
          to="/settings"
          aria-label={t("settings.title")}
          className="grid size-9 place-items-center rounded-md text-ink-2 transition-colors duration-90 hover:bg-row-hover hover:text-ink [&_svg]:size-[18px]"
        >
          <Settings />
        </Link>
      </Tooltip>
      <AccountMenu
        trigger={
          <button type="button" aria-label={t("account.menu", nameOf(me))} className="rounded-[11px]">
            <Avatar user={me} presence={me.presence} />
          </button>
        }
      />
    </nav>
  );
}

function Tile({ workspace, calls, current }: { workspace: Membership; calls: number; current: boolean }) {
  const name = workspace.displayName || workspace.name;
  const label = calls > 0 && !current ? t("rail.calls", name, calls) : name;
  return (
    <Tooltip label={name} side="right">
      <Link
        to="/w/$workspaceId"
        params={{ workspaceId: workspace.id }}
        aria-label={label}
        aria-current={current ? "true" : undefined}
        className="relative rounded-[13px]"
      >
        <WorkspaceTile
          workspace={workspace}
          className={cx(current && "shadow-[0_0_0_2px_var(--frame),0_0_0_4px_var(--accent)]")}
        />
        {calls > 0 && !current && (
          <i className="absolute -top-[3px] -right-[3px] size-3 rounded-full border-[2.5px] border-frame bg-signal" />
        )}
      </Link>
    </Tooltip>
  );
}
