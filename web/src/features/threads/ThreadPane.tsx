import "@/lib/i18n/en/later/thread";
import { type CSSProperties, type ReactNode, useCallback, useMemo, useRef } from "react";
import { useOwnUser } from "@/api/session";
import type { Channel } from "@/api/types";
import { PaneEdge } from "@/design/ui/PaneEdge";
import { channelTitle, isConversation } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { usePaneWidth } from "@/lib/usePaneWidth";
import { OpenThread } from "./OpenThread";
import { ThreadHeader } from "./ThreadHeader";
import { useThreadFocus } from "./useThreadFocus";

const limits = { key: "echo:thread-width", usual: 384, narrowest: 320, widest: 560 };

type Props = {
  channel: Channel;
  rootId: string;
  /** The reply that somebody linked to. */
  targetId: string | null;
  onClose: () => void;
};

/**
 * A thread beside its channel. On a middling screen it covers the channel from the right, on a phone it is a screen of
 * its own.
 */
export function ThreadPane({ channel, rootId, targetId, onClose }: Props) {
  const me = useOwnUser().id;
  const { id: channelId, workspaceId } = channel;
  const place = useMemo(() => ({ workspaceId, channelId, rootId }), [workspaceId, channelId, rootId]);
  const title = channelTitle(channel, me);
  const label = isConversation(channel) ? title : `#${title}`;
  return (
    <ThreadFrame rootId={rootId} onClose={onClose}>
      <ThreadHeader place={place} channel={channel} title={title} onClose={onClose} />
      <OpenThread place={place} channel={channel} label={label} me={me} targetId={targetId} />
    </ThreadFrame>
  );
}

function ThreadFrame({ rootId, onClose, children }: { rootId: string; onClose: () => void; children: ReactNode }) {
  const pane = usePaneWidth(limits);
  const frame = useRef<HTMLElement>(null);
  useThreadFocus({ frame, rootId, onClose: useCallback(onClose, [onClose]) });
  return (
    <aside
      ref={frame}
      aria-label={t("thread.title")}
      data-region="thread"
      tabIndex={-1}
      style={{ "--pane": `${pane.width}px` } as CSSProperties}
      className={cx(
        "z-20 flex flex-col outline-none desk:[--message-avatar:32px] desk:[--message-gap:11px] desk:[--message-inset:16px] [--surface:var(--sheet)]",
        "wide:relative wide:ml-2 wide:w-(--pane) wide:flex-none",
        "max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:w-[min(420px,100%)] max-wide:animate-slide-in",
        "max-desk:inset-0 max-desk:w-full",
      )}
    >
      <div className="hidden wide:contents">
        <PaneEdge pane={pane} label={t("thread.resize")} side="left" />
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden rounded-xl bg-sheet shadow-hairline max-wide:shadow-float max-desk:rounded-none max-desk:shadow-none">
        {children}
      </div>
    </aside>
  );
}
