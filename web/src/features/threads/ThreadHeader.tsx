import { Bell, BellOff, ChevronLeft, Hash, Lock, X } from "lucide-react";
import type { Channel, ThreadState } from "@/api/types";
import { IconButton, toast, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { followThread, type ThreadPlace, useIsFollowing, useThread } from "@/realtime";

type Props = { place: ThreadPlace; channel: Channel; title: string; onClose: () => void };

/** What it is a thread of, whether it is followed, and the way out. */
export const ThreadHeader = ({ place, channel, title, onClose }: Props) => (
  <header className="flex h-14 flex-none items-center gap-2.5 border-line border-b pr-3 pl-5 max-desk:gap-1 max-desk:pr-1 max-desk:pl-0.5">
    <span className="desk:hidden">
      <IconButton label={t("thread.back")} onClick={onClose}>
        <ChevronLeft />
      </IconButton>
    </span>
    <h2 className="flex-none font-display text-title wide:text-[16px]">{t("thread.title")}</h2>
    <p className="flex min-w-0 flex-1 items-center gap-1 text-ink-3 text-small [&_svg]:size-3">
      {channel.type === "public" && <Hash aria-hidden="true" />}
      {channel.type === "private" && <Lock aria-hidden="true" />}
      <span className="truncate">{title}</span>
    </p>
    <FollowButton place={place} />
    <span className="max-desk:hidden">
      <IconButton label={t("thread.close")} keys="Esc" onClick={onClose}>
        <X />
      </IconButton>
    </span>
  </header>
);

/** Whether its replies are news to the reader. */
function FollowButton({ place }: { place: ThreadPlace }) {
  const state = useThread(place.rootId)?.state;
  return state && <FollowToggle place={place} state={state} />;
}

function FollowToggle({ place, state }: { place: ThreadPlace; state: ThreadState }) {
  const isFollowing = useIsFollowing(state);
  const toggle = () => {
    const waits = () => void toast(t("message.waiting"));
    followThread(place, !isFollowing, waits).catch((error: Error) => void toastError(errorText(error)));
  };
  return (
    <IconButton label={t(isFollowing ? "thread.unfollow" : "thread.follow")} onClick={toggle}>
      {isFollowing ? <Bell /> : <BellOff className="text-ink-3" />}
    </IconButton>
  );
}
