import "@/lib/i18n/en/later/writing";
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useState,
} from "react";
import { usePreferences } from "@/api/preferences";
import type { Channel } from "@/api/types";
import { loadEmoji, noteEmoji, shortcodeToEmoji } from "@/features/emoji";
import { t } from "@/lib/i18n/t";
import { pressed } from "@/lib/keymap";
import { onWish } from "@/lib/wishes";
import { draftPlace } from "../drafts";
import { insertText } from "../insert";
import { continued } from "./lists";
import { NotHere } from "./NotHere";
import { OptionList } from "./OptionList";
import type { Option } from "./options";
import { finishedShortcode, type Query, queryAt, withEmoji } from "./query";
import { useSuggestions } from "./useSuggestions";

/** What the composer asks of its assistant. */
export type AssistHandle = {
  /** Takes a key, if it is meant for the suggestions. */
  takeKey: (event: KeyboardEvent) => boolean;
  /** The text as it is sent: shortcodes are characters. */
  finish: (text: string) => string;
};

export type Popup = { listId: string; optionId: string };

type Props = {
  ref: RefObject<AssistHandle | null>;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  channel: Channel;
  /** Told what the field controls, for those who hear it. */
  onPopup: (popup: Popup | null) => void;
};

const labels = { "@": "suggest.people", "#": "suggest.channels", ":": "suggest.emoji" } as const;

/** Helps while one writes: names, channels and emoji by a few letters, and a word about those who are not here. */
export default function Assist({ ref, field, text, channel, onPopup }: Props) {
  const id = useId();
  const { enterToSend } = usePreferences();
  const isNewLine = (event: KeyboardEvent) => pressed(event, "newLine") || (!enterToSend && pressed(event, "send"));
  const { query, close } = useQueryAtCaret(field, text);
  const options = useSuggestions(query, channel);
  const [mark, setMark] = useState({ for: "", index: 0 });
  const asked = query ? `${query.sign}${query.text}` : "";
  const marked = mark.for === asked ? Math.min(mark.index, options.length - 1) : 0;
  const isOpen = query !== null && options.length > 0;
  useShortcodes(field, text);

  useEffect(() => {
    onPopup(isOpen ? { listId: id, optionId: `${id}-${marked}` } : null);
  }, [isOpen, id, marked, onPopup]);
  useEffect(() => () => onPopup(null), [onPopup]);
  useQuoting(field, channel.id);
  useNaming(field);

  const setMarked = (index: number) => {
    const next = (index + options.length) % options.length;
    setMark({ for: asked, index: next });
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const pick = (option: Option) => {
    const { current } = field;
    if (!current || !query) return;
    const end = query.start + 1 + query.text.length;
    const space = current.value[end] === " " ? "" : " ";
    insertText(current, option.insert + space, query.start, end);
    if (!space) current.setSelectionRange(current.selectionStart + 1, current.selectionStart + 1);
    if (option.kind === "emoji") noteEmoji(option.char);
  };

  useImperativeHandle(ref, () => ({
    takeKey: (event) => {
      if (event.key === "Enter" && field.current && !isOpen && isNewLine(event))
        return continueIn(field.current, event);
      if (!isOpen || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === "ArrowDown") setMarked(marked + 1);
      else if (event.key === "ArrowUp") setMarked(marked - 1);
      else if (event.key === "Enter" || event.key === "Tab") pick(options[marked] as Option);
      else if (event.key === "Escape") close();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    finish: (content) => withEmoji(content, shortcodeToEmoji),
  }));

  return (
    <>
      {isOpen && (
        <OptionList
          id={id}
          label={t(labels[query.sign])}
          options={options}
          marked={marked}
          onMark={(index) => setMark({ for: asked, index })}
          onPick={pick}
        />
      )}
      <NotHere channel={channel} text={text} isQuiet={isOpen} />
    </>
  );
}

/** Writes a name that was asked for elsewhere, as if it were typed. */
function useNaming(field: RefObject<HTMLTextAreaElement | null>) {
  useEffect(
    () =>
      onWish("mention", ({ composer, username }) => {
        const { current } = field;
        if (!current || current !== composer) return false;
        const isInWord = /\S$/.test(current.value.slice(0, current.selectionStart));
        insertText(current, `${isInWord ? " " : ""}@${username} `);
        return true;
      }),
    [field],
  );
}

/** Takes up the wish to quote a message: its words come before what was written, and the caret after them. */
function useQuoting(field: RefObject<HTMLTextAreaElement | null>, channelId: string) {
  useEffect(
    () =>
      onWish("quote", (what) => {
        const { current } = field;
        if (!current || current.dataset.draft !== draftPlace(channelId, what.threadRootId)) return false;
        if (what.channelId !== channelId) return false;
        const lines = what.text.split("\n").map((line) => `> ${line}`.trimEnd());
        const before = current.value.trimEnd();
        insertText(current, `${before ? "\n\n" : ""}${lines.join("\n")}\n\n`, before.length, current.value.length);
        current.scrollTop = current.scrollHeight;
        return true;
      }),
    [field, channelId],
  );
}

/** A new line in a list, a quote or a numbered list begins like the last one. */
function continueIn(field: HTMLTextAreaElement, event: KeyboardEvent): boolean {
  const { value, selectionStart, selectionEnd } = field;
  if (selectionStart !== selectionEnd) return false;
  const next = continued(value, selectionStart);
  if (!next) return false;
  insertText(field, next.insert, next.start, selectionEnd);
  event.preventDefault();
  return true;
}

/** What is being written where the caret is; null once it was put away by Esc, and while the field is not in use. */
function useQueryAtCaret(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  const [query, setQuery] = useState<Query | null>(null);
  const [closedAt, setClosedAt] = useState(-1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each text
  useEffect(() => {
    const look = () => {
      const { current } = field;
      const isInUse = current && document.activeElement === current && current.selectionStart === current.selectionEnd;
      const next = isInUse ? queryAt(current.value, current.selectionStart) : null;
      setQuery((old) =>
        old?.start === next?.start && old?.text === next?.text && old?.sign === next?.sign ? old : next,
      );
      if (!next) setClosedAt(-1);
    };
    look();
    document.addEventListener("selectionchange", look);
    field.current?.addEventListener("blur", look);
    const { current } = field;
    return () => {
      document.removeEventListener("selectionchange", look);
      current?.removeEventListener("blur", look);
    };
  }, [field, text]);

  const close = useCallback(() => setClosedAt(query?.start ?? -1), [query]);
  return { query: query && query.start !== closedAt ? query : null, close };
}

/** Makes ":smile:" the character as soon as it is finished. */
function useShortcodes(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  useEffect(() => {
    const { current } = field;
    if (!current || document.activeElement !== current || current.value !== text) return;
    const finished = finishedShortcode(text, current.selectionStart);
    if (!finished) return;
    const { selectionStart } = current;
    const replace = () => {
      const emoji = shortcodeToEmoji(finished.name);
      // Unless one has written on.
      if (!emoji || current.value !== text || current.selectionStart !== selectionStart) return;
      insertText(current, emoji, finished.start, selectionStart);
      noteEmoji(emoji);
    };
    loadEmoji().then(replace, () => {});
  }, [field, text]);
}
