import { type KeyboardEvent, memo, type Ref, useImperativeHandle, useLayoutEffect, useMemo, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import type { Emoji } from "./data";
import { find, type Line } from "./layout";
import { inTone, type Tone } from "./tone";

export type GridHandle = { reveal: (line: number) => void; goTo: (sectionId: string) => void };

type Props = {
  ref: Ref<GridHandle>;
  id: string;
  lines: readonly Line[];
  isReady: boolean;
  marked: number;
  tone: Tone;
  query: string;
  onKeyDown: (event: KeyboardEvent) => void;
  onMark: (index: number) => void;
  onPick: (emoji: Emoji) => void;
  /** Told which section is at the top. */
  onGroup: (sectionId: string) => void;
};

/** The emoji in lines, of which only those on the screen exist. */
export function Grid({ ref, id, lines, isReady, marked, tone, query, onKeyDown, onMark, onPick, onGroup }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  useImperativeHandle(ref, () => ({
    reveal: (line) => {
      // With the title above it, where it is the first of its section.
      const isFirst = lines[line - 1]?.kind === "title";
      list.current?.scrollToIndex(isFirst ? line - 1 : line, { align: "nearest" });
      if (isFirst) list.current?.scrollToIndex(line, { align: "nearest" });
    },
    goTo: (sectionId) => {
      const at = lines.findIndex((line) => line.sectionId === sectionId);
      if (at >= 0) list.current?.scrollToIndex(at);
    },
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines begin at the top
  useLayoutEffect(() => {
    list.current?.scrollTo(0);
  }, [query]);

  // What is marked exists, also out of sight: the field refers to it.
  const markedLine = find(lines, marked)?.line;
  const kept = useMemo(() => (markedLine === undefined ? [] : [markedLine]), [markedLine]);
  const onScroll = (offset: number) => {
    const top = lines[list.current?.findItemIndex(offset + 4) ?? 0];
    if (top && !query) onGroup(top.sectionId);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: emoji are no table.
    <div
      ref={scroller}
      id={`${id}-grid`}
      role="grid"
      aria-label={t("emoji.all")}
      aria-busy={!isReady}
      aria-activedescendant={markedLine === undefined ? undefined : `${id}-${marked}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="h-66 overflow-y-auto overscroll-contain px-2 outline-none [scrollbar-gutter:stable] [scrollbar-width:thin] focus-visible:shadow-[inset_0_0_0_1.5px_var(--accent)]"
    >
      {isReady && lines.length === 0 && (
        <p className="px-4 py-16 text-center text-ink-3 text-small [overflow-wrap:anywhere]">
          {t("emoji.none", query)}
        </p>
      )}
      <Virtualizer ref={list} scrollRef={scroller} keepMounted={kept} onScroll={onScroll}>
        {lines.map((line) =>
          line.kind === "title" ? (
            <Title key={line.key} title={line.title} />
          ) : (
            <Row key={line.key} {...{ id, line, tone, onMark, onPick }} marked={inLine(line, marked)} />
          ),
        )}
      </Virtualizer>
    </div>
  );
}

type EmojiLine = Extract<Line, { kind: "emoji" }>;

/** The mark, if it is in this line: a line without it need not be drawn again. */
const inLine = ({ first, items }: EmojiLine, marked: number) =>
  marked >= first && marked < first + items.length ? marked : -1;

const Title = ({ title }: { title: string }) => (
  // biome-ignore lint/a11y/useSemanticElements: emoji are no table.
  <div role="row" tabIndex={-1}>
    {/* biome-ignore lint/a11y/useSemanticElements: emoji are no table. */}
    <div role="rowheader" tabIndex={-1} className="px-1.5 pt-2.5 pb-1 font-[600] text-ink-3 text-meta">
      {title}
    </div>
  </div>
);

type RowProps = Pick<Props, "id" | "marked" | "tone" | "onMark" | "onPick"> & { line: EmojiLine };

const Row = memo(function Row({ id, line, marked, tone, onMark, onPick }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: emoji are no table.
    <div role="row" tabIndex={-1} className="grid grid-cols-9">
      {line.items.map((emoji, i) => {
        const index = line.first + i;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the grid.
          // biome-ignore lint/a11y/useSemanticElements: emoji are no table.
          <div
            key={emoji.char}
            id={`${id}-${index}`}
            role="gridcell"
            tabIndex={-1}
            aria-label={emoji.label}
            aria-selected={index === marked}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => index === marked || onMark(index)}
            onClick={() => onPick(emoji)}
            className={cx(
              "grid aspect-square cursor-pointer place-items-center rounded-md font-emoji text-[22px] leading-none",
              index === marked && "bg-accent-soft",
            )}
          >
            {emoji.url ? <img src={emoji.url} alt="" className="size-6 object-contain" /> : inTone(emoji, tone)}
          </div>
        );
      })}
    </div>
  );
});
