import "@/lib/i18n/en/later/manage";
import { Link, Navigate } from "@tanstack/react-router";
import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import type { Membership } from "@/api/types";
import { GroupList } from "@/features/groups";
import { EmojiList } from "@/features/own-emoji";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { useIsNarrow } from "@/lib/useMedia";
import { AuditLog } from "./AuditLog";
import { General } from "./General";
import { Invitations } from "./Invitations";
import { MemberList } from "./MemberList";
import { isPart, type PartName, partIcons, partsFor } from "./parts";

type Props = { workspace: Membership; part: string | undefined };

/** The list of settings in the place of the sidebar, in its manner. */
export function WorkspaceSettingsNav({ workspace, part }: Props) {
  return (
    <nav aria-label={t("workspace.settings")} data-region="sidebar" className="flex min-h-0 flex-1 flex-col">
      <Link
        to="/w/$workspaceId"
        params={{ workspaceId: workspace.id }}
        className="mt-1.5 mr-1 ml-1.5 flex h-9 items-center gap-2 rounded-md px-2.5 text-ink-2 text-ui no-underline transition-colors duration-90 hover:bg-row-hover hover:text-ink [&_svg]:size-4"
      >
        <ArrowLeft aria-hidden="true" />
        <span className="truncate">{t("workspace.settings.back", workspace.displayName || workspace.name)}</span>
      </Link>
      <h2 className="px-4 pt-4 pb-2 font-[600] text-ink-3 text-meta tracking-[0.015em]">{t("workspace.settings")}</h2>
      <ul>
        {partsFor(workspace).map((name) => (
          <NavItem key={name} workspaceId={workspace.id} name={name} isCurrent={name === part} />
        ))}
      </ul>
    </nav>
  );
}

type NavItemProps = { workspaceId: string; name: PartName; isCurrent: boolean };

function NavItem({ workspaceId, name, isCurrent }: NavItemProps) {
  const Icon = partIcons[name];
  return (
    <li>
      <Link
        to="/w/$workspaceId/settings/$part"
        params={{ workspaceId, part: name }}
        aria-current={isCurrent ? "page" : undefined}
        className={cx(
          "my-px mr-1 ml-1.5 flex h-(--row) items-center gap-[9px] rounded-md px-2.5 text-ui no-underline max-desk:mx-0 max-desk:h-14 max-desk:gap-3.5 max-desk:px-2 [&_svg]:size-4 max-desk:[&_svg]:size-5",
          isCurrent
            ? "bg-row-selected font-[600] text-ink shadow-hairline [&_svg]:text-accent"
            : "text-ink-2 hover:bg-row-hover [&_svg]:text-ink-3",
        )}
      >
        <Icon aria-hidden="true" />
        <span className="max-desk:font-[600] max-desk:text-ink">{t(`workspace.${name}`)}</span>
        <ChevronRight aria-hidden="true" className="ml-auto desk:hidden" />
      </Link>
    </li>
  );
}

const contents: Record<PartName, (workspace: Membership) => ReactNode> = {
  general: (workspace) => <General workspace={workspace} />,
  members: (workspace) => <MemberList workspace={workspace} />,
  groups: (workspace) => <GroupList workspace={workspace} />,
  emoji: (workspace) => <EmojiList workspace={workspace} />,
  invitations: (workspace) => <Invitations workspace={workspace} />,
  audit: (workspace) => <AuditLog workspace={workspace} />,
};

/** One page of the settings; on a narrow screen the list of pages comes first. */
export function WorkspaceSettings({ workspace, part }: Props) {
  const isNarrow = useIsNarrow();
  const workspaceId = workspace.id;
  if (part === undefined && isNarrow) return <List workspace={workspace} />;
  if (!isPart(part) || !partsFor(workspace).includes(part)) {
    return (
      <Navigate
        to="/w/$workspaceId/settings/$part"
        params={{ workspaceId, part: partsFor(workspace)[0] ?? "general" }}
        replace
      />
    );
  }
  return (
    <Sheet>
      <BackLink workspaceId={workspaceId} />
      <h1 className="font-display text-display">{t(`workspace.${part}`)}</h1>
      <p className="mt-1 text-body text-ink-2">{t(`workspace.${part}.text`)}</p>
      {workspace.isArchived && (
        <p className="mt-5 rounded-chip bg-sink px-3.5 py-2.5 text-ink-2 text-small">{t("workspace.archivedNotice")}</p>
      )}
      <div className="mt-7">
        <Suspense>{contents[part](workspace)}</Suspense>
      </div>
    </Sheet>
  );
}

const back =
  "-ml-3 mb-2 flex h-11 w-fit items-center gap-0.5 pr-3 text-ink-2 text-ui no-underline desk:hidden [&_svg]:size-[21px]";

const BackLink = ({ workspaceId }: { workspaceId: string }) => (
  <Link to="/w/$workspaceId/settings" params={{ workspaceId }} className={back}>
    <ChevronLeft aria-hidden="true" />
    {t("workspace.settings.list")}
  </Link>
);

const Sheet = ({ children }: { children: ReactNode }) => (
  <main
    data-region="settings"
    className="min-w-0 flex-1 overflow-y-auto rounded-xl bg-sheet shadow-hairline [--surface:var(--sheet)] max-desk:animate-slide-in max-desk:rounded-none max-desk:shadow-none"
  >
    <div className="mx-auto max-w-3xl px-10 pt-10 pb-16 max-desk:px-4 max-desk:pt-1">{children}</div>
  </main>
);

const List = ({ workspace }: { workspace: Membership }) => (
  <Sheet>
    <Link to="/w/$workspaceId" params={{ workspaceId: workspace.id }} className={back}>
      <ChevronLeft aria-hidden="true" />
      {workspace.displayName || workspace.name}
    </Link>
    <h1 className="mb-4 font-display text-display">{t("workspace.settings")}</h1>
    <ul className="divide-y divide-line">
      {partsFor(workspace).map((name) => (
        <NavItem key={name} workspaceId={workspace.id} name={name} isCurrent={false} />
      ))}
    </ul>
  </Sheet>
);
