import { Dialog, DialogBody } from "@/design/ui";
import { EmojiGlyph, useFrequentEmoji } from "@/features/emoji";
import { nameOf } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { toggleReaction } from "./acts";
import { allowedOn } from "./allowed";
import { itemsOf } from "./items";
import type { ToolRequest } from "./requests";
import type { ToolAction } from "./run";

type Props = { request: ToolRequest; onChoose: (action: ToolAction) => void; onClose: () => void };

/** What can be done with a message, under a finger: it rises from the lower edge. */
export function Sheet({ request, onChoose, onClose }: Props) {
  const { message, place } = request;
  const emoji = useFrequentEmoji(6);
  const toggle = (one: string) => {
    onClose();
    toggleReaction(message, one);
  };
  return (
    <Dialog title={nameOf(message.author)} description={excerptOf(message.content)} width="narrow" onClose={onClose}>
      <DialogBody className="px-3 max-desk:px-2">
        {allowedOn(message, place).react && (
          <div className="mb-2 flex justify-between gap-1 px-2">
            {emoji.map((one) => (
              <button
                key={one}
                type="button"
                aria-label={t("message.reactWith", one)}
                onClick={() => toggle(one)}
                className="grid size-11 place-items-center rounded-full bg-sink text-[22px] leading-none"
              >
                <EmojiGlyph emoji={one} workspaceId={message.workspaceId} />
              </button>
            ))}
          </div>
        )}
        {itemsOf(request).map((group, at) => (
          <ul key={group[0]?.action} className={at > 0 ? "mt-1.5 border-line border-t pt-1.5" : undefined}>
            {group.map(({ action, label, icon, danger }) => (
              <li key={action}>
                <button
                  type="button"
                  onClick={() => onChoose(action)}
                  className={cx(
                    "flex h-11 w-full items-center gap-3 rounded-md px-3 text-left text-body hover:bg-row-hover [&_svg]:size-[19px]",
                    danger ? "text-signal" : "text-ink [&_svg]:text-ink-3",
                  )}
                >
                  {icon}
                  {label}
                </button>
              </li>
            ))}
          </ul>
        ))}
      </DialogBody>
    </Dialog>
  );
}

const longest = 90;

const excerptOf = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
