import { type FormEvent, type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { usePreferences } from "@/api/preferences";
import type { Channel } from "@/api/types";
import { actionOf, pressed } from "@/lib/keymap";
import { wish } from "@/lib/wishes";
import { draftPlace, readDraft, useDraft, writeDraft } from "./drafts";
import { applyFormat } from "./insert";
import { charactersOver } from "./limit";
import type { AssistHandle } from "./suggest/Assist";
import { loudIn } from "./suggest/loud";
import { useTypingNotice } from "./useTypingNotice";

/** A message that calls many people waits for a yes. */
export type Asked = { name: string; count: number; content: string; deliver: (content: string) => void };

type Writing = { channel: Channel; threadRootId?: string | undefined; onSend: (content: string) => void };

/** What is written in a composer, and what becomes of it. */
export function useWriting(field: RefObject<HTMLTextAreaElement | null>, { channel, threadRootId, onSend }: Writing) {
  const { id: channelId, workspaceId } = channel;
  const place = draftPlace(channelId, threadRootId);
  const text = useDraft(place);
  const assist = useRef<AssistHandle>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { enterToSend } = usePreferences();
  const typing = useTypingNotice({ workspaceId, channelId }, threadRootId);
  const over = charactersOver(text);

  const write = (next: string) => {
    writeDraft(place, next);
    if (next.trim() === "") typing.stop();
    else typing.keyPressed();
  };

  /** Hands the text to whoever takes it, now or later; where many would be called, after asking. */
  const hand = (deliver: (content: string) => void) => {
    const written = readDraft(place).trim();
    const content = assist.current?.finish(written) ?? written;
    if (content === "" || charactersOver(content) > 0) return;
    const loud = loudIn(content, channel);
    if (loud) setAsked({ ...loud, content, deliver: (yes) => settle(yes, deliver) });
    else settle(content, deliver);
  };
  const settle = (content: string, deliver: (content: string) => void) => {
    write("");
    deliver(content);
    field.current?.focus();
  };
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    // The forms of dialogs that the composer opens are below it, in what React counts as the page.
    if (event && event.target !== event.currentTarget) return;
    hand(onSend);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes a word, Enter chooses it.
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (assist.current?.takeKey(event)) return;
    if (event.key === "ArrowUp" && text === "" && wish("editLast", { channelId, threadRootId: threadRootId ?? null })) {
      event.preventDefault();
      return;
    }
    const formatKey = actionOf(event, ["bold", "italic", "code", "strike"]);
    if (formatKey) applyFormat(event.currentTarget, formatKey);
    else if (pressed(event, "sendAlways") || (enterToSend && pressed(event, "send"))) send();
    else return;
    event.preventDefault();
  };

  const isSendable = text.trim() !== "" && over === 0;
  return {
    place,
    text,
    over,
    isSendable,
    enterToSend,
    typing,
    assist,
    asked,
    setAsked,
    write,
    send,
    hand,
    onKeyDown,
  };
}
