import { Tooltip } from "@/design/ui";
import { cx } from "@/lib/cx";
import { openDialog } from "@/lib/dialogs";
import { number } from "@/lib/i18n/plural";
import { t } from "@/lib/i18n/t";
import { isInStep, useIsOnline, useWindow } from "@/realtime";

/** The point from which the ripples go out, and round which they turn; all of them stand in the middle of the button. */
const standing = { transformOrigin: "25% 75%", strokeWidth: 1.3 };

type Props = { workspaceId: string; channelId: string };

/**
 * Three ripples that stand still while the app holds everything the server has of the channel, and go round while it
 * catches up. Only what lasts is shown: a moment's hole is nobody's business.
 */
export function InStep({ workspaceId, channelId }: Props) {
  const window = useWindow(channelId);
  const isOnline = useIsOnline();
  if (!window) return null;
  const isCaughtUp = isOnline && isInStep(window);
  const label = isCaughtUp ? t("step.upTo", number(window.head)) : t("step.catching", number(window.to));
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        data-step={isCaughtUp ? "in" : "behind"}
        onClick={() => openDialog({ kind: "debug", workspaceId })}
        className="grid size-8 flex-none place-items-center rounded-md text-ink-3 transition-colors duration-90 hover:bg-row-hover hover:text-ink max-desk:hidden"
      >
        <svg
          aria-hidden="true"
          viewBox="5.6 -1.1 13.5 13.5"
          overflow="visible"
          style={standing}
          className={cx("size-[18px] fill-none stroke-current", !isCaughtUp && "animate-catching-up text-accent")}
        >
          <path d="M9 6.5A2.5 2.5 0 0 1 11.5 9" />
          <path d="M9 3.5A5.5 5.5 0 0 1 14.5 9" strokeOpacity=".7" />
          <path d="M9 .9A8.1 8.1 0 0 1 17.1 9" strokeOpacity=".4" />
          <circle cx="9" cy="9" r="1.4" className="fill-current stroke-none" />
        </svg>
      </button>
    </Tooltip>
  );
}
