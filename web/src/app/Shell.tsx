import { Link, Navigate, Outlet, useParams, useRouterState, useSearch } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useMemberships } from "@/api/memberships";
import type { Membership } from "@/api/types";
import { Button, EmptyState } from "@/design/ui";
import { ConfirmBanner, useAcquaintance } from "@/features/profile";
import { Sidebar, SidebarSkeleton } from "@/features/sidebar";
import { Rail, WorkspaceSettingsNav } from "@/features/workspaces";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { rememberPlace } from "@/lib/last-place";
import { useIsNarrow } from "@/lib/useMedia";
import { type Departure, useGone } from "@/realtime";
import { ChannelSheet } from "./ChannelSheet";
import { DialogHost } from "./DialogHost";
import { openingChannel } from "./opening";
import { SideColumn } from "./SideColumn";
import { SkipLinks } from "./SkipLinks";
import { Tabs } from "./Tabs";
import { ThreadSide } from "./ThreadSide";
import { useDocumentTitle } from "./useDocumentTitle";
import { useReminders } from "./useReminders";
import { useShortcuts } from "./useShortcuts";

/** Rail, sidebar and sheet side by side; on a narrow screen one of them at a time. */
export function Shell() {
  const { workspaceId } = useParams({ from: "/queries/session/w/$workspaceId" });
  const { channelId } = useParams({ strict: false });
  const { data, error, isFetching, refetch } = useMemberships();
  const isNarrow = useIsNarrow();
  const workspace = data?.find(({ id }) => id === workspaceId);
  const gone = useGone(workspaceId);
  const isInSettings = useRouterState({ select: ({ location }) => /^\/w\/[^/]+\/settings/.test(location.pathname) });
  useDocumentTitle(workspaceId, channelId);
  useShortcuts(workspaceId, channelId);
  useAcquaintance(workspace);
  useReminders();

  if (data && !workspace && !isFetching && !gone) return <Navigate to="/" replace />;
  return (
    <div className="flex h-dvh flex-col">
      {channelId && <SkipLinks />}
      <ConfirmBanner />
      <div className="flex min-h-0 flex-1 overflow-hidden p-2 pl-0 max-desk:p-0">
        {!isNarrow && (
          <>
            <Rail workspaceId={workspaceId} />
            <SideColumn>
              {(edge) => {
                if (!workspace) return gone ? null : <SidebarSkeleton />;
                if (isInSettings) return <SettingsNav workspace={workspace} />;
                return <Sidebar workspace={workspace} channelId={channelId} heading="h2" edge={edge} />;
              }}
            </SideColumn>
          </>
        )}
        {!workspace && gone ? (
          <WorkspaceGone {...gone} />
        ) : data || !error ? (
          <Outlet />
        ) : (
          <Unreachable error={error} onRetry={() => void refetch()} />
        )}
      </div>
      <DialogHost />
    </div>
  );
}

const sheet = "flex min-w-0 flex-1 flex-col rounded-xl bg-sheet shadow-hairline max-desk:rounded-none";

function SettingsNav({ workspace }: { workspace: Membership }) {
  const { part } = useParams({ strict: false });
  return (
    <Suspense>
      <WorkspaceSettingsNav workspace={workspace} part={part} />
    </Suspense>
  );
}

/** What one was looking at is no longer there: said in its place, and the way on. */
const WorkspaceGone = ({ title, why }: Departure) => (
  <main className={sheet}>
    <EmptyState
      heading="h1"
      title={t(`workspace.gone.${why}`, title)}
      text={t(`workspace.gone.${why}.text`)}
      action={
        <Link to="/" replace className="font-[600] hover:underline">
          {t("workspace.gone.action")}
        </Link>
      }
    />
  </main>
);

function Unreachable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <main className={sheet}>
      <EmptyState
        heading="h1"
        title={t("app.failure.title")}
        text={errorText(error)}
        action={<Button onClick={onRetry}>{t("action.retry")}</Button>}
      />
    </main>
  );
}

/** The list of conversations on a phone; elsewhere the one that was open last. */
export function HomeRoute() {
  const { workspaceId } = useParams({ from: "/queries/session/w/$workspaceId/" });
  const { data } = useMemberships();
  const isNarrow = useIsNarrow();
  const workspace = data?.find(({ id }) => id === workspaceId);
  const opening = workspace && openingChannel(workspace);
  if (!isNarrow && opening) {
    return <Navigate to="/w/$workspaceId/c/$channelId" params={{ workspaceId, channelId: opening.id }} replace />;
  }
  if (!isNarrow) return <main aria-label={t("app.name")} className={sheet} />;
  return (
    <main className="flex min-w-0 flex-1 flex-col px-1.5 pt-1.5">
      {workspace ? <Sidebar workspace={workspace} heading="h1" /> : <SidebarSkeleton />}
      <Tabs workspaceId={workspaceId} />
    </main>
  );
}

const channelRoute = "/queries/session/w/$workspaceId/c/$channelId";

export function ChannelRoute() {
  const { workspaceId, channelId } = useParams({ from: channelRoute });
  const { t: threadId, r: replyId } = useSearch({ from: channelRoute });
  const isNarrow = useIsNarrow();
  useEffect(() => rememberPlace(workspaceId, channelId), [workspaceId, channelId]);
  return (
    <div className="relative flex min-w-0 flex-1">
      <ChannelSheet
        key={channelId}
        workspaceId={workspaceId}
        channelId={channelId}
        isCovered={isNarrow && threadId !== undefined}
      />
      {threadId && (
        <ThreadSide
          key={threadId}
          workspaceId={workspaceId}
          channelId={channelId}
          rootId={threadId}
          targetId={replyId ?? null}
        />
      )}
    </div>
  );
}
