import { type ReactElement, type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { cx } from "@/lib/cx";
import { type Anchor, placementOf } from "./anchors";
import { useKeptSizes } from "./sizes";
import { type Edges, useEdges } from "./useEdges";
import { usePlaced } from "./usePlaced";
import { useRoving } from "./useRoving";
import { useStaged } from "./useStaged";
import { useStick } from "./useStick";

/** The rows on screen, by index, and how far the first one is scrolled past its upper edge. */
export type Visible = { first: number; offset: number; last: number };

export type TimelineHandle = {
  toEnd: () => void;
  /** Brings a row to the middle, and gives it the focus. */
  toRow: (key: string) => void;
  /** Scrolls just as far as it takes to have a row on the screen. */
  reveal: (key: string) => void;
};

type Props<R extends { key: string }> = Edges & {
  label: string;
  /** By which the page finds the list. */
  id?: string;
  /** By which it is known when it comes back. */
  name?: string;
  /** Whether a list that does not fill its place stands at the top of it. */
  isTopDown?: boolean;
  rows: readonly R[];
  /** Where the list opens. Later changes need a new list, by another key. */
  anchor: Anchor;
  onVisible: (visible: Visible) => void;
  onAtEnd: (isAtEnd: boolean) => void;
  renderRow: (row: R, tabIndex: 0 | -1) => ReactElement;
  ref?: Ref<TimelineHandle>;
};

/**
 * The list of messages. It draws only what is on screen, keeps every word where it is while rows come and go above and
 * below, and stays at the end while the reader is there.
 */
export function Timeline<R extends { key: string }>(props: Props<R>) {
  const { label, id = "messages", name, isTopDown, rows, anchor, onVisible, onAtEnd, renderRow, ref, ...edges } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const [lastVisible, setLastVisible] = useState(rows.length - 1);

  const { rows: shown, shift } = useStaged(rows);
  const sizes = useKeptSizes(list, shown, name);
  const startsAtEnd = anchor.kind === "end";
  const stick = useStick({ scroller, content, startsAtEnd, hasEnd: edges.atEnd, onAtEnd });
  const isPlaced = usePlaced(list, scroller, placementOf(anchor, shown));
  const { isBusy, check } = useEdges({ scroller, isPlaced, rows: shown, ...edges });
  const roving = useRoving({ list, content, rows: shown, lastVisible });

  const look = useCallback(() => {
    const { current: handle } = list;
    const { current: view } = scroller;
    if (!handle || !view || !isPlaced) return;
    // Not the list's own offset: it hears of a scroll after this does.
    const top = view.scrollTop;
    const first = handle.findItemIndex(top);
    const last = handle.findItemIndex(top + view.clientHeight - 1);
    setLastVisible(last);
    onVisible({ first, offset: top - handle.getItemOffset(first), last });
  }, [isPlaced, onVisible]);

  // What is on screen changes without any scrolling, too: when the list is placed, and with its rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are another view
  useEffect(() => {
    if (isPlaced) stick.measure();
    look();
  }, [look, shown, isPlaced, stick.measure]);

  useImperativeHandle(ref, () => ({
    toEnd: stick.toEnd,
    toRow: (key) => {
      stick.release();
      const at = shown.findIndex((row) => row.key === key);
      list.current?.scrollToIndex(at, { align: "center" });
      roving.focus(key);
    },
    reveal: (key) =>
      list.current?.scrollToIndex(
        shown.findIndex((row) => row.key === key),
        { align: "nearest" },
      ),
  }));

  const scrolled = () => {
    stick.measure();
    check();
    look();
  };

  return (
    <div
      ref={scroller}
      onScroll={scrolled}
      className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden overscroll-contain [overflow-anchor:none]"
    >
      <div
        className={cx("flex min-h-full flex-col pb-1.5", isTopDown ? "pt-2" : "justify-end", !isPlaced && "invisible")}
      >
        <div ref={content} id={id} role="feed" aria-label={label} aria-busy={isBusy} {...roving.handlers}>
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            shift={shift}
            data={shown}
            keepMounted={roving.keepMounted}
            {...(sizes && { cache: sizes })}
          >
            {(row) => renderRow(row, roving.tabIndexOf(row.key))}
          </Virtualizer>
        </div>
      </div>
    </div>
  );
}
