import type { RootContent } from "mdast";
import { type ReactNode, useId, useState } from "react";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";

type Props = { blocks: readonly RootContent[]; draw: (count: number) => ReactNode };

/** Shows the beginning of a long text, and the rest when asked. What is far below the fold is not drawn before. */
export function Fold({ blocks, draw }: Props) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div
        id={id}
        className={cx(!isOpen && "max-h-80 overflow-hidden [mask-image:linear-gradient(black_75%,transparent)]")}
      >
        {draw(isOpen ? blocks.length : countAbove(blocks))}
      </div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="mt-1 rounded-sm font-[630] text-accent text-small underline-offset-3 hover:underline"
      >
        {t(isOpen ? "message.showLess" : "message.showMore")}
      </button>
    </>
  );
}

/** As many lines as could be seen above the fold of the widest message, and some more. */
const lines = 40;
const lineLength = 100;

function countAbove(blocks: readonly RootContent[]): number {
  let height = 0;
  const at = blocks.findIndex(({ position }) => {
    const { start, end } = position ?? { start: { line: 0, offset: 0 }, end: { line: 0, offset: 0 } };
    height += end.line - start.line + ((end.offset ?? 0) - (start.offset ?? 0)) / lineLength;
    return height > lines;
  });
  return at < 0 ? blocks.length : at + 1;
}
