import { useMatchRoute } from "@tanstack/react-router";
import { AtSign, Bookmark, MessageSquareText, SquarePen } from "lucide-react";
import { useHasDrafts } from "@/api/drafts";
import { useThreadsUnread } from "@/api/threads";
import { t } from "@/lib/i18n/t";
import { Row } from "./Row";

/** The lists above the channels: threads, mentions, what was saved, and what was not sent yet. */
export function Places({ workspaceId }: { workspaceId: string }) {
  const isAt = useMatchRoute();
  const { unreadThreads, mentionCount } = useThreadsUnread(workspaceId);
  const hasDrafts = useHasDrafts(workspaceId);
  const params = { workspaceId };
  return (
    <ul>
      <Row
        link={{ to: "/w/$workspaceId/threads", params }}
        lead={<MessageSquareText aria-hidden="true" />}
        title={t("sidebar.threads")}
        selected={isAt({ to: "/w/$workspaceId/threads" }) !== false}
        unread={unreadThreads > 0}
        calls={mentionCount}
      />
      <Row
        link={{ to: "/w/$workspaceId/mentions", params }}
        lead={<AtSign aria-hidden="true" />}
        title={t("sidebar.mentions")}
        selected={isAt({ to: "/w/$workspaceId/mentions" }) !== false}
      />
      <Row
        link={{ to: "/w/$workspaceId/saved", params }}
        lead={<Bookmark aria-hidden="true" />}
        title={t("sidebar.saved")}
        selected={isAt({ to: "/w/$workspaceId/saved" }) !== false}
      />
      {hasDrafts && (
        <Row
          link={{ to: "/w/$workspaceId/drafts", params }}
          lead={<SquarePen aria-hidden="true" />}
          title={t("sidebar.drafts")}
          selected={isAt({ to: "/w/$workspaceId/drafts" }) !== false}
        />
      )}
    </ul>
  );
}
