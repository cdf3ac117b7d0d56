import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";
import { messages } from "@/api/endpoints";
import { keys } from "@/api/keys";
import type { Channel } from "@/api/types";
import { t } from "@/lib/i18n/t";
import { dayLabelOf } from "@/lib/time";
import { rowsOf } from "./list/rows";
import { Message } from "./Message";
import { LoadFailed, Skeletons } from "./states/Skeletons";
import { useToday } from "./useToday";

const shown = 50;

/** The latest messages of a channel for someone who is not in it: to read, as they were a moment ago. */
export default function Preview({ channel }: { channel: Channel }) {
  const { id, workspaceId } = channel;
  const today = useToday();
  const scroller = useRef<HTMLDivElement>(null);
  const page = useQuery({
    queryKey: keys.preview(id),
    queryFn: () => messages.page(workspaceId, id, { limit: shown, around: channel.lastMessageNo }),
    staleTime: 0,
  });
  const items = page.data?.items;

  useLayoutEffect(() => {
    if (items && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [items]);

  if (page.isError) return <LoadFailed onRetry={() => void page.refetch()} />;
  if (!items) return <Skeletons />;
  if (items.length === 0) return <p className="m-auto text-body text-ink-3">{t("channel.preview.empty")}</p>;
  const rows = rowsOf({ items, pending: [], atStart: true, newFromNo: null });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <div role="feed" aria-label={t("timeline.label", `#${channel.name}`)} className="py-4">
        {rows.map(
          (row) =>
            row.kind === "message" && (
              <Message
                key={row.key}
                rowKey={row.key}
                message={row.message}
                day={row.isDayStart ? dayLabelOf(row.message.createdAt, today) : undefined}
                isFirstNew={false}
                isFollowUp={row.isFollowUp}
                isTarget={false}
                position={row.message.messageNo}
                tabIndex={0}
              />
            ),
        )}
      </div>
    </div>
  );
}
