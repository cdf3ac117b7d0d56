import { ArrowUp, ChevronDown } from "lucide-react";
import { lazy, type MouseEvent, Suspense, useState } from "react";
import type { Channel } from "@/api/types";
import { Kbd, Menu, Tooltip } from "@/design/ui";
import { PointMenu } from "@/design/ui/Menu";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { keysLabel } from "@/lib/keymap";

const LaterItems = lazy(() => import("./LaterItems"));
const LaterDialog = lazy(() => import("./LaterDialog"));

export type SendPlace = {
  channel: Channel;
  threadRootId: string | undefined;
  alsoSendToChannel: boolean | undefined;
};

type Props = {
  isReady: boolean;
  place: SendPlace;
  /** Hands the text over, once it may go. */
  onHand: (deliver: (content: string) => void) => void;
};

const button =
  "grid h-8 flex-none place-items-center bg-accent text-on-accent transition-colors duration-90 hover:bg-accent-2 active:translate-y-[0.5px] disabled:bg-sink disabled:text-ink-3 max-desk:h-10 [&_svg]:size-[17px] max-desk:[&_svg]:size-[19px]";

/** Sends now; or later, by the small button beside it and by a long press. */
export function SendButton({ isReady, place, onHand }: Props) {
  const [pressedAt, setPressedAt] = useState<{ x: number; y: number } | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const items = (
    <Suspense>
      <LaterItems place={place} onHand={onHand} onChoose={() => setChoosing(true)} />
    </Suspense>
  );
  const onContextMenu = (event: MouseEvent) => {
    if (!isReady) return;
    event.preventDefault();
    setPressedAt({ x: event.clientX, y: event.clientY });
  };
  return (
    <>
      <Tooltip label={t("composer.send")} side="top">
        <button
          type="submit"
          aria-label={t("composer.send")}
          disabled={!isReady}
          onContextMenu={onContextMenu}
          className={cx(
            button,
            "w-9 max-desk:size-10 max-desk:rounded-full",
            isReady ? "rounded-l-chip" : "rounded-chip",
          )}
        >
          <ArrowUp aria-hidden="true" strokeWidth={2} />
        </button>
      </Tooltip>
      {isReady && (
        <Menu
          align="end"
          side="top"
          trigger={
            <button
              type="button"
              aria-label={t("composer.later")}
              title={t("composer.later")}
              className={cx(button, "ml-px w-5 rounded-r-chip max-desk:hidden [&_svg]:!size-3.5")}
            >
              <ChevronDown aria-hidden="true" strokeWidth={2} />
            </button>
          }
        >
          {items}
        </Menu>
      )}
      {pressedAt && (
        <PointMenu at={pressedAt} onClose={() => setPressedAt(null)}>
          {items}
        </PointMenu>
      )}
      <Suspense>
        {isChoosing && <LaterDialog place={place} onHand={onHand} onClose={() => setChoosing(false)} />}
      </Suspense>
    </>
  );
}

/** Which keys do what Enter alone does not. */
export const KeyHint = ({ enterToSend }: { enterToSend: boolean }) => (
  <span aria-hidden="true" className="mr-2.5 text-ink-3 text-meta max-desk:hidden">
    <Kbd>{enterToSend ? t("composer.newLineKeys") : keysLabel("sendAlways")}</Kbd>&ensp;
    {enterToSend ? t("composer.newLine") : t("composer.sendByKeys")}
  </span>
);
