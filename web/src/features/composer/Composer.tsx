import { ArrowUp } from "lucide-react";
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useEffect, useRef } from "react";
import { useMembership } from "@/api/memberships";
import { usePreferences } from "@/api/preferences";
import type { Channel } from "@/api/types";
import { Kbd, Tooltip } from "@/design/ui";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { actionOf, keysLabel, pressed } from "@/lib/keymap";
import { closedReason } from "./closed";
import { draftPlace, readDraft, useDraft, writeDraft } from "./drafts";
import { EmojiButton } from "./EmojiButton";
import { FormatBar } from "./FormatBar";
import { composerId, focusComposer, threadComposerId } from "./focus";
import { type Format, format } from "./format";
import { charactersOver } from "./limit";
import { useAutoGrow } from "./useAutoGrow";
import { useTypingNotice } from "./useTypingNotice";

const ClosedBar = lazy(() => import("./ClosedBar"));

type Props = {
  channel: Channel;
  /** What the channel is called: "#launch". */
  label: string;
  onSend: (content: string) => void;
  /** The thread that is written to; none for the channel itself. */
  threadRootId?: string;
};

/** The place to write a message; or, where one may not, the reason. */
export function Composer(props: Props) {
  const { channel } = props;
  const workspace = useMembership(channel.workspaceId);
  const closed = closedReason(channel, workspace);
  if (!closed) return <OpenComposer {...props} />;
  return (
    <Suspense fallback={<div className="h-14 flex-none" />}>
      <ClosedBar channel={channel} reason={closed} />
    </Suspense>
  );
}

function OpenComposer({ channel, label, onSend, threadRootId }: Props) {
  const { id: channelId, workspaceId } = channel;
  const id = threadRootId ? threadComposerId : composerId;
  const draft = draftPlace(channelId, threadRootId);
  const name = threadRootId ? t("composer.reply", label) : t("composer.label", label);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useDraft(draft);
  const { enterToSend } = usePreferences();
  const typing = useTypingNotice({ workspaceId, channelId });
  const over = charactersOver(text);
  const isSendable = text.trim() !== "" && over === 0;
  useAutoGrow(field, text);
  useEffect(() => focusComposer(id), [id]);

  const write = (next: string) => {
    writeDraft(draft, next);
    if (next.trim() === "") typing.stop();
    else typing.keyPressed();
  };

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    const content = readDraft(draft).trim();
    if (content === "" || charactersOver(content) > 0) return;
    write("");
    onSend(content);
    field.current?.focus();
  };

  const apply = (as: Format) => {
    if (field.current) replaceText(field.current, as);
  };

  const insert = (emoji: string) => {
    field.current?.focus();
    document.execCommand("insertText", false, emoji);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter chooses it.
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    const formatKey = actionOf(event, ["bold", "italic", "code", "strike"]);
    if (formatKey) apply(formatKey);
    else if (pressed(event, "sendAlways") || (enterToSend && pressed(event, "send"))) send();
    else return;
    event.preventDefault();
  };

  return (
    <form
      onSubmit={send}
      className={cx(
        "flex flex-none flex-col rounded-composer bg-sheet transition-shadow duration-140 ease-out",
        threadRootId ? "mx-3" : "mx-4",
        "focus-within:shadow-[inset_0_0_0_1.5px_var(--edge),0_0_0_4px_color-mix(in_oklab,var(--edge)_13%,transparent)]",
        "max-desk:mx-2.5 max-desk:min-h-12 max-desk:flex-row max-desk:items-end max-desk:rounded-[22px] max-desk:p-1 max-desk:pl-4",
        over > 0
          ? "shadow-[inset_0_0_0_1.5px_var(--signal)] [--edge:var(--signal)]"
          : "shadow-edge [--edge:var(--accent)]",
      )}
    >
      <textarea
        ref={field}
        id={id}
        rows={1}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={typing.stop}
        aria-label={name}
        aria-invalid={over > 0}
        aria-describedby={over > 0 ? `${id}-over` : undefined}
        placeholder={threadRootId ? t("composer.replyHint") : name}
        enterKeyHint={enterToSend ? "send" : "enter"}
        className="field-sizing-content block max-h-[38dvh] w-full resize-none bg-transparent px-4 pt-[13px] pb-1 text-body outline-none max-desk:min-w-0 max-desk:flex-1 max-desk:px-0 max-desk:pt-2 max-desk:pb-[9px]"
      />
      <div className="flex items-center gap-px px-[7px] pt-1 pb-[7px] max-desk:p-0">
        <FormatBar onFormat={apply} />
        <EmojiButton workspaceId={workspaceId} onPick={insert} onClose={() => field.current?.focus()} />
        <p id={`${id}-over`} role="status" className="ml-auto pr-2.5 font-[560] text-meta text-signal tabular-nums">
          {over > 0 && t("composer.tooLong", over)}
        </p>
        {isSendable && !threadRootId && <KeyHint enterToSend={enterToSend} />}
        <SendButton isReady={isSendable} />
      </div>
    </form>
  );
}

/** Which keys do what Enter alone does not. */
const KeyHint = ({ enterToSend }: { enterToSend: boolean }) => (
  <span aria-hidden="true" className="mr-2.5 text-ink-3 text-meta max-desk:hidden">
    <Kbd>{enterToSend ? t("composer.newLineKeys") : keysLabel("sendAlways")}</Kbd>&ensp;
    {enterToSend ? t("composer.newLine") : t("composer.sendByKeys")}
  </span>
);

const SendButton = ({ isReady }: { isReady: boolean }) => (
  <Tooltip label={t("composer.send")} side="top">
    <button
      type="submit"
      aria-label={t("composer.send")}
      disabled={!isReady}
      className="grid h-8 w-9 flex-none place-items-center rounded-chip bg-accent text-on-accent transition-colors duration-90 hover:bg-accent-2 active:translate-y-[0.5px] disabled:bg-sink disabled:text-ink-3 max-desk:size-10 max-desk:rounded-full [&_svg]:size-[17px] max-desk:[&_svg]:size-[19px]"
    >
      <ArrowUp aria-hidden="true" strokeWidth={2} />
    </button>
  </Tooltip>
);

/** Changes the text as if it were typed, so that undo takes it back in one step. */
function replaceText(field: HTMLTextAreaElement, as: Format): void {
  const { value, selectionStart, selectionEnd } = field;
  const next = format({ text: value, start: selectionStart, end: selectionEnd }, as);
  field.focus();
  field.select();
  document.execCommand("insertText", false, next.text);
  field.setSelectionRange(next.start, next.end);
}
