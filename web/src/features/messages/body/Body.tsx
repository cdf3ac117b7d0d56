import { Bookmark, Pin } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { useGroups } from "@/api/groups";
import type { Message } from "@/api/types";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { Markdown } from "@/lib/markdown";
import { fullTimeOf } from "@/lib/time";
import { meansMe } from "@/realtime";
import type { MessagePlace } from "../tools/drawn";
import { useIsEdited } from "../tools/editing";
import { permalinksIn } from "./permalinks";

const EditBox = lazy(() => import("./EditBox"));
const Permalinks = lazy(() => import("./Permalinks"));

type Props = { id: string; message: Message; place: MessagePlace; className: string };

/** What a message says; or, while it is edited, the place to write it anew. */
export function Body({ id, message, place, className }: Props) {
  const isEdited = useIsEdited(message.id, place);
  return (
    <div id={id} className={cx("max-w-[68ch] text-body [overflow-wrap:anywhere] text-pretty", className)}>
      {isEdited ? (
        <Suspense fallback={<Words message={message} />}>
          <EditBox message={message} place={place} />
        </Suspense>
      ) : (
        <Words message={message} />
      )}
    </div>
  );
}

function Words({ message }: { message: Message }) {
  const { content, isDeleted, isEdited, editedAt, isPinned, isSaved } = message;
  const links = useMemo(() => permalinksIn(content), [content]);
  if (isDeleted) return <p className="text-ink-3 italic">{t("message.deleted")}</p>;
  return (
    <>
      <Markdown text={content} workspaceId={message.workspaceId} mentions={message.mentions} />
      {(isEdited || isPinned || isSaved) && (
        <span className="flex items-center gap-1.5 text-ink-3 text-meta [&_svg]:size-3">
          {isEdited && <span title={editedAt ? fullTimeOf(editedAt) : undefined}>{t("message.edited")}</span>}
          {isPinned && <Pin role="img" aria-label={t("message.pinned")} />}
          {isSaved && <Bookmark role="img" aria-label={t("message.saved")} className="fill-current" />}
        </span>
      )}
      {links.length > 0 && (
        <Suspense fallback={links.map(({ id }) => <div key={id} className="my-1 h-[82px]" />)}>
          <Permalinks places={links} />
        </Suspense>
      )}
    </>
  );
}

/** Whether a message of somebody else means the reader: by name, by a group of theirs, or as everybody. */
export function useMeansMe(message: Message, me: string): boolean {
  const means = message.author.id === me ? false : meansMe(message, me);
  const groups = useGroups(message.workspaceId, means === null);
  if (means !== null) return means;
  const mine = new Set(groups.filter(({ userIds }) => userIds.includes(me)).map(({ id }) => id));
  return message.mentions.some(({ kind, id }) => kind === "group" && id !== null && mine.has(id));
}
