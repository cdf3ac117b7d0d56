import { lazy, memo, Suspense, useEffect, useRef, useState } from "react";
import { useMembership } from "@/api/memberships";
import type { Channel } from "@/api/types";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { whenIdle } from "@/lib/idle";
import { closedReason } from "./closed";
import { composerId, focusComposer, threadComposerId } from "./focus";
import { KeyHint, SendButton } from "./SendButton";
import type { Popup } from "./suggest/Assist";
import { Tools } from "./Tools";
import { useAutoGrow } from "./useAutoGrow";
import { useWriting } from "./useWriting";

const ClosedBar = lazy(() => import("./ClosedBar"));
const Assist = lazy(() => import("./suggest/Assist"));
const ConfirmSend = lazy(() => import("./ConfirmSend"));

type Props = {
  channel: Channel;
  /** What the channel is called: "#launch". */
  label: string;
  onSend: (content: string) => void;
  /** The thread that is written to; none for the channel itself. */
  threadRootId?: string;
  /** Whether what is sent later goes to the channel too. */
  alsoSendToChannel?: boolean;
};

/** The place to write a message; or, where one may not, the reason. */
export const Composer = memo(function Composer(props: Props) {
  const { channel } = props;
  const workspace = useMembership(channel.workspaceId);
  const closed = closedReason(channel, workspace);
  if (!closed) return <OpenComposer {...props} />;
  return (
    <Suspense fallback={<div className="h-14 flex-none" />}>
      <ClosedBar id={props.threadRootId ? threadComposerId : composerId} channel={channel} reason={closed} />
    </Suspense>
  );
});

function OpenComposer({ channel, label, onSend, threadRootId, alsoSendToChannel }: Props) {
  const id = threadRootId ? threadComposerId : composerId;
  const name = threadRootId ? t("composer.reply", label) : t("composer.label", label);
  const field = useRef<HTMLTextAreaElement>(null);
  const [popup, setPopup] = useState<Popup | null>(null);
  const isAssisted = useAfterStart();
  const writing = useWriting(field, { channel, threadRootId, onSend });
  const { text, over, isSendable, enterToSend } = writing;
  useAutoGrow(field, text);
  useEffect(() => focusComposer(id), [id]);

  return (
    <form
      onSubmit={writing.send}
      className={cx(
        "relative flex flex-none flex-col rounded-composer bg-sheet transition-shadow duration-140 ease-out",
        threadRootId ? "mx-3" : "mx-4",
        "focus-within:shadow-[inset_0_0_0_1.5px_var(--edge),0_0_0_4px_color-mix(in_oklab,var(--edge)_13%,transparent)]",
        "max-desk:mx-2.5 max-desk:min-h-12 max-desk:flex-row max-desk:flex-wrap max-desk:items-end max-desk:rounded-[22px] max-desk:p-1 max-desk:pl-4",
        over > 0
          ? "shadow-[inset_0_0_0_1.5px_var(--signal)] [--edge:var(--signal)]"
          : "shadow-edge [--edge:var(--accent)]",
      )}
    >
      <Suspense>
        {isAssisted && <Assist ref={writing.assist} field={field} text={text} channel={channel} onPopup={setPopup} />}
      </Suspense>
      <textarea
        ref={field}
        id={id}
        data-draft={writing.place}
        rows={1}
        dir="auto"
        value={text}
        onChange={(event) => writing.write(event.target.value)}
        onKeyDown={writing.onKeyDown}
        onBlur={writing.typing.stop}
        aria-label={name}
        aria-invalid={over > 0}
        aria-describedby={over > 0 ? `${id}-over` : undefined}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={popup?.listId}
        aria-activedescendant={popup?.optionId}
        placeholder={threadRootId ? t("composer.replyHint") : name}
        enterKeyHint={enterToSend ? "send" : "enter"}
        className="field-sizing-content block max-h-[38dvh] w-full resize-none bg-transparent px-4 pt-[13px] pb-1 font-words text-body outline-none [overflow-wrap:anywhere] max-desk:w-0 max-desk:min-w-0 max-desk:flex-1 max-desk:px-0 max-desk:pt-2 max-desk:pb-[9px]"
      />
      <div className="flex items-center gap-px px-[7px] pt-1 pb-[7px] max-desk:p-0">
        <Tools field={field} workspaceId={channel.workspaceId} canMention={!threadRootId} />
        <p id={`${id}-over`} role="status" className="ml-auto pr-2.5 font-[560] text-meta text-signal tabular-nums">
          {over > 0 && t("composer.tooLong", over)}
        </p>
        {isSendable && !threadRootId && <KeyHint enterToSend={enterToSend} />}
        <SendButton isReady={isSendable} place={{ channel, threadRootId, alsoSendToChannel }} onHand={writing.hand} />
      </div>
      <Suspense>
        {writing.asked && <ConfirmSend asked={writing.asked} onClose={() => writing.setAsked(null)} />}
      </Suspense>
    </form>
  );
}

/** False while the page is being drawn for the first time: what helps in writing is loaded after what is read. */
function useAfterStart(): boolean {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => whenIdle(() => setAfter(true)), []);
  return isAfter;
}
