import "@/lib/i18n/en/later/writing";
import { Popover } from "radix-ui";
import { useMemo } from "react";
import { useStore } from "zustand";
import { useMembership } from "@/api/memberships";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canAddEmoji } from "@/lib/rights";
import Picker from "./Picker";
import { type EmojiRequest, requests } from "./requests";

/** Draws the picker that was asked for. */
export default function PickerHost() {
  const request = useStore(requests, (state) => state.request);
  return request && <Open request={request} />;
}

function Open({ request }: { request: EmojiRequest }) {
  const { anchor, align = "end", workspaceId, onPick, onClose } = request;
  const place = useMemo(() => placeOf(anchor), [anchor]);
  const workspace = useMembership(workspaceId);
  const close = () => requests.setState({ request: null });
  const add = (name: string) => {
    close();
    openDialog({ kind: "add-emoji", workspaceId, name });
  };
  return (
    <Popover.Root open onOpenChange={(open) => open || close()}>
      <Popover.Anchor virtualRef={place} />
      <Popover.Portal>
        <Popover.Content
          aria-label={t("emoji.picker")}
          side="top"
          align={align}
          sideOffset={8}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (onClose) onClose();
            else if (anchor.isConnected) anchor.focus({ preventScroll: true });
          }}
          className="z-40 w-[min(352px,calc(100vw-24px))] animate-appear overflow-hidden rounded-xl bg-sheet shadow-float outline-none [--surface:var(--sheet)] dark:bg-raised dark:[--surface:var(--raised)]"
        >
          <Picker
            workspaceId={workspaceId}
            onAdd={workspace && canAddEmoji(workspace) ? add : undefined}
            onPick={(emoji) => {
              close();
              onPick(emoji);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Where an element is, or was when it was last there: what it belongs to may go while the picker is open. */
function placeOf(anchor: HTMLElement) {
  let last = anchor.getBoundingClientRect();
  const getBoundingClientRect = () => {
    if (anchor.isConnected) last = anchor.getBoundingClientRect();
    return last;
  };
  return { current: { getBoundingClientRect } };
}
