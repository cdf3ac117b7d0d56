import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { timeOf } from "@/lib/time";

type PillProps = { edge: "top" | "bottom"; onGo: () => void; onDismiss?: () => void; children: ReactNode };

/** A way to where something new is, floating over the timeline. */
function Pill({ edge, onGo, onDismiss, children }: PillProps) {
  return (
    <div
      className={cx(
        "absolute left-1/2 z-10 flex h-8 -translate-x-1/2 animate-fade items-center rounded-full bg-accent font-[600] text-on-accent text-small shadow-float touch:h-11",
        edge === "top" ? "top-3" : "bottom-3",
      )}
    >
      <button
        type="button"
        onClick={onGo}
        className={cx(
          "flex h-full items-center gap-[7px] whitespace-nowrap rounded-full pl-[13px] [&_svg]:size-[15px]",
          onDismiss ? "pr-2" : "pr-[14px]",
        )}
      >
        {children}
      </button>
      {onDismiss && (
        <button
          type="button"
          aria-label={t("timeline.dismiss")}
          onClick={onDismiss}
          className="mr-[5px] grid size-[22px] place-items-center rounded-full opacity-80 hover:opacity-100 [&_svg]:size-[15px]"
        >
          <X aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

type LatestProps = { newCount: number; onGo: () => void };

/** Below is more. */
export const LatestPill = ({ newCount, onGo }: LatestProps) => (
  <Pill edge="bottom" onGo={onGo}>
    <ArrowDown aria-hidden="true" />
    {newCount > 0 ? t("timeline.jumpNew", newCount) : t("timeline.jump")}
  </Pill>
);

type UnreadProps = { count: number; since: string; onGo: () => void; onDismiss: () => void };

/** The first unread message is above. */
export const UnreadPill = ({ count, since, onGo, onDismiss }: UnreadProps) => (
  <Pill edge="top" onGo={onGo} onDismiss={onDismiss}>
    <ArrowUp aria-hidden="true" />
    {t("timeline.unreadSince", count, timeOf(since))}
  </Pill>
);
