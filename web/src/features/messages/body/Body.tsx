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
import { Marks } from "./Marks";
import { permalinksIn } from "./permalinks";

const EditBox = lazy(() => import("./EditBox"));
const Permalinks = lazy(() => import("./Permalinks"));

type Props = {
  id: string;
  message: Message;
  place: MessagePlace;
  /** Whether it says here what else stands beside the name. */
  hasMarks: boolean;
  className: string;
};

/** What a message says; or, while it is edited, the place to write it anew. */
export function Body({ id, message, place, hasMarks, className }: Props) {
  const isEdited = useIsEdited(message.id, place);
  return (
    <div id={id} className={cx("max-w-[68ch] text-body [overflow-wrap:anywhere] text-pretty", className)}>
      {isEdited ? (
        <Suspense fallback={<Words message={message} hasMarks={hasMarks} />}>
          <EditBox message={message} place={place} />
        </Suspense>
      ) : (
        <Words message={message} hasMarks={hasMarks} />
      )}
    </div>
  );
}

function Words({ message, hasMarks }: Pick<Props, "message" | "hasMarks">) {
  const { content, isDeleted, isEdited, editedAt } = message;
  const links = useMemo(() => permalinksIn(content), [content]);
  if (isDeleted) return <p className="text-ink-3 italic">{t("message.deleted")}</p>;
  return (
    <>
      <Markdown text={content} workspaceId={message.workspaceId} mentions={message.mentions} />
      {isEdited && (
        <span className="text-ink-3 text-meta" title={editedAt ? fullTimeOf(editedAt) : undefined}>
          {t("message.edited")}
        </span>
      )}
      {hasMarks && <Marks message={message} />}
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
