import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { useIsNarrow } from "@/lib/useMedia";

type Props = { label: string; anchor: HTMLElement; onClose: () => void; children: ReactNode };

/** A card beside what was clicked. The focus goes back there, unless it was sent elsewhere. */
export function AnchoredCard({ label, anchor, onClose, children }: Props) {
  const isNarrow = useIsNarrow();
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          side={isNarrow ? "bottom" : "right"}
          align="start"
          sideOffset={10}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement !== document.body) return;
            (anchor.closest<HTMLElement>("[data-row]") ?? anchor).focus({ preventScroll: true });
          }}
          className="z-40 w-[min(320px,calc(100vw-24px))] animate-appear overflow-hidden rounded-xl bg-sheet shadow-float outline-none [--surface:var(--sheet)] dark:bg-raised dark:[--surface:var(--raised)]"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
