import { Link } from "@tanstack/react-router";
import { AtSign, Bookmark, House, MessageSquareText, UserRound } from "lucide-react";
import { useThreadsUnread } from "@/api/threads";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";

const tab =
  "relative grid min-h-11 place-content-center place-items-center gap-0.5 text-[11.5px] leading-[14px] font-[560] no-underline [&_svg]:size-[22px]";

/** The bar at the foot of the list on a phone: the list itself, and what gathers from all channels. */
export function Tabs({ workspaceId }: { workspaceId: string }) {
  const params = { workspaceId };
  const { unreadThreads } = useThreadsUnread(workspaceId);
  return (
    <nav
      aria-label={t("tabs.label")}
      className="-mx-1.5 grid h-[68px] flex-none grid-cols-5 border-line border-t px-1 pt-1.5 pb-2.5"
    >
      <Link to="/w/$workspaceId" params={params} aria-current="page" className={cx(tab, "text-accent")}>
        <House aria-hidden="true" />
        {t("tabs.home")}
      </Link>
      <Link to="/w/$workspaceId/threads" params={params} className={cx(tab, "text-ink-3")}>
        <MessageSquareText aria-hidden="true" />
        {t("sidebar.threads")}
        {unreadThreads > 0 && (
          <>
            <i className="absolute top-1 left-[calc(50%+7px)] size-[9px] rounded-full border-2 border-frame bg-signal" />
            <span className="sr-only">{t("row.unread")}</span>
          </>
        )}
      </Link>
      <Link to="/w/$workspaceId/mentions" params={params} className={cx(tab, "text-ink-3")}>
        <AtSign aria-hidden="true" />
        {t("sidebar.mentions")}
      </Link>
      <Link to="/w/$workspaceId/saved" params={params} className={cx(tab, "text-ink-3")}>
        <Bookmark aria-hidden="true" />
        {t("sidebar.saved")}
      </Link>
      <Link to="/settings" className={cx(tab, "text-ink-3")}>
        <UserRound aria-hidden="true" />
        {t("tabs.you")}
      </Link>
    </nav>
  );
}
