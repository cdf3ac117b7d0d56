import "@/lib/i18n/en/later/writing";
import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { Button } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import type { Emoji } from "./data";
import { noteEmoji } from "./frequent";
import { Grid, type GridHandle } from "./Grid";
import { GroupBar } from "./GroupBar";
import { find, linesOf, step } from "./layout";
import { PickerFoot } from "./PickerFoot";
import { inTone, useTone } from "./tone";
import { useSections } from "./useSections";

const columns = 9;

export type PickerProps = {
  /** Whose own emoji are there, too; null for those that everybody has. */
  workspaceId: string | null;
  /** The character; or ":name:" for one of the workspace. */
  onPick: (emoji: string) => void;
  /** Adds an emoji of the workspace's own, called as was searched for. */
  onAdd?: ((name: string) => void) | undefined;
  autoFocus?: boolean;
};

/**
 * Every emoji there is. The keys are those of a search field over a grid: letters search, arrows move the mark, Enter
 * takes what is marked.
 */
export default function Picker({ workspaceId, onPick, onAdd, autoFocus }: PickerProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(0);
  const [group, setGroup] = useState("frequent");
  const [isInGrid, setInGrid] = useState(false);
  const grid = useRef<GridHandle>(null);
  const tone = useTone();
  const { sections, isError, retry } = useSections(workspaceId, query, columns);
  const lines = useMemo(() => linesOf(sections ?? [], columns), [sections]);
  const place = find(lines, marked);

  const search = (text: string) => {
    setQuery(text);
    setMarked(0);
    setInGrid(false);
  };
  const pick = (emoji: Emoji) => {
    const chosen = inTone(emoji, tone);
    noteEmoji(chosen);
    onPick(chosen);
  };
  const move = (to: number) => {
    setMarked(to);
    setInGrid(true);
    const line = find(lines, to)?.line;
    if (line !== undefined) grid.current?.reveal(line);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isSideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    const isMove = /^(Arrow(Up|Down)|Page(Up|Down))$/.test(event.key) || (isSideways && (isInGrid || query === ""));
    if (isMove) move(step(lines, marked, event.key));
    else if (event.key === "Enter" && place) pick(place.emoji);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const cell = place ? `${id}-${marked}` : undefined;

  return (
    <div className="flex w-full flex-col">
      <div className="flex items-center gap-2 px-3 pt-3 pb-2 text-ink-3">
        <span className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-chip bg-sink px-2.5 focus-within:shadow-[inset_0_0_0_1.5px_var(--accent)] max-desk:h-11 [&_svg]:size-4">
          <Search aria-hidden="true" />
          <input
            type="search"
            // biome-ignore lint/a11y/noAutofocus: it was asked for.
            autoFocus={autoFocus}
            role="combobox"
            aria-label={t("emoji.search")}
            aria-expanded={lines.length > 0}
            aria-haspopup="grid"
            aria-controls={`${id}-grid`}
            aria-activedescendant={cell}
            placeholder={t("emoji.search")}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={query}
            onChange={(event) => search(event.target.value)}
            onKeyDown={onKeyDown}
            className="h-full min-w-0 flex-1 bg-transparent text-ink text-ui outline-none [&::-webkit-search-cancel-button]:hidden"
          />
        </span>
      </div>
      <GroupBar
        sections={sections ?? []}
        current={query ? "" : group}
        onGo={(section) => {
          if (query) search("");
          setGroup(section);
          grid.current?.goTo(section);
        }}
      />
      {isError && !sections ? (
        <div role="alert" className="grid h-66 place-content-center justify-items-center gap-3 text-ink-2 text-small">
          {t("emoji.failed")}
          <Button tone="plain" onClick={retry}>
            {t("action.retry")}
          </Button>
        </div>
      ) : (
        <Grid
          ref={grid}
          id={id}
          lines={lines}
          isReady={sections !== null}
          marked={marked}
          tone={tone}
          query={query}
          onKeyDown={onKeyDown}
          onMark={setMarked}
          onPick={pick}
          onGroup={setGroup}
        />
      )}
      <PickerFoot emoji={place?.emoji} onAdd={onAdd && (() => onAdd(query))} />
    </div>
  );
}
