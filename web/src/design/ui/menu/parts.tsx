import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type FocusEvent, type ReactNode, type Ref, useImperativeHandle, useState } from "react";
import { cx } from "@/lib/cx";
import { MenuParts } from "./context";
import type { ChoiceProps, ItemProps, Parts, SubProps } from "./types";

const surface =
  "z-40 min-w-56 max-w-80 animate-appear overflow-y-auto rounded-lg bg-sheet p-1.5 text-ui shadow-float dark:bg-raised";

const dropped =
  "max-h-(--radix-dropdown-menu-content-available-height) origin-(--radix-dropdown-menu-content-transform-origin)";

type OpenMenuProps = {
  button: HTMLElement;
  isOpen: boolean;
  byKeyboard: boolean;
  labelledBy: string;
  align: "start" | "center" | "end";
  side: "top" | "right" | "bottom" | "left";
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
};

/** What a menu's button opens. It is placed in the landmark of the button, where those who move by landmarks find it. */
export function OpenMenu({
  button,
  isOpen,
  byKeyboard,
  labelledBy,
  align,
  side,
  onOpenChange,
  children,
}: OpenMenuProps) {
  return (
    <Radix.Root open={isOpen} modal={false} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>
        <StandIn element={button} />
      </Radix.Trigger>
      <Radix.Portal container={button.closest<HTMLElement>("nav, main")}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          aria-labelledby={labelledBy}
          onFocus={byKeyboard ? focusFirst : undefined}
          className={cx(surface, dropped)}
        >
          <MenuParts value={parts}>{children}</MenuParts>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Gives the library the button that is on the page already as the one that it places the menu by. */
function StandIn({ element, ref }: { element: HTMLElement; ref?: Ref<HTMLElement> }) {
  useImperativeHandle(ref, () => element, [element]);
  return null;
}

/** The library cannot know that the key pressed before it was loaded was one: whoever came by key begins at the first. */
function focusFirst({ target, currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
  const isEntry = target === currentTarget && !currentTarget.contains(relatedTarget);
  if (isEntry) currentTarget.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
}

const rowShape =
  "flex h-8 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 outline-none max-desk:h-11 [&_svg]:size-4";
const row = cx(rowShape, "text-ink data-[highlighted]:bg-row-hover [&_svg]:text-ink-3");

type PointMenuProps = { at: { x: number; y: number }; onClose: () => void; children: ReactNode };

export function PointMenu({ at, onClose, children }: PointMenuProps) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => open || onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden="true" className="pointer-events-none fixed size-0" style={{ left: at.x, top: at.y }} />
      </Radix.Trigger>
      <Radix.Content
        align="start"
        sideOffset={2}
        collisionPadding={8}
        className={cx(surface, dropped)}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
        }}
      >
        <MenuParts value={parts}>{children}</MenuParts>
      </Radix.Content>
    </Radix.Root>
  );
}

const Item = ({ icon, danger = false, onSelect, children }: ItemProps) => (
  <Radix.Item
    onSelect={onSelect}
    className={danger ? cx(rowShape, "text-signal data-[highlighted]:bg-signal-soft") : row}
  >
    {icon}
    <span className="truncate">{children}</span>
  </Radix.Item>
);

const Sub = ({ label, checked, children }: SubProps) => (
  <Radix.Sub>
    <Radix.SubTrigger className={cx(row, "data-[state=open]:bg-row-hover")}>
      {checked ? <Check /> : <span className="size-4" />}
      <span className="flex-1 truncate">{label}</span>
      <ChevronRight className="-mr-1" />
    </Radix.SubTrigger>
    <Radix.SubContent sideOffset={6} alignOffset={-6} collisionPadding={8} className={surface}>
      {children}
    </Radix.SubContent>
  </Radix.Sub>
);

const Choice = ({ checked, onSelect, children }: ChoiceProps) => (
  <Radix.CheckboxItem checked={checked} onSelect={onSelect} className={row}>
    {checked ? <Check /> : <span className="size-4" />}
    <span className="truncate">{children}</span>
  </Radix.CheckboxItem>
);

const parts: Parts = {
  item: (props) => <Item {...props} />,
  choice: (props) => <Choice {...props} />,
  sub: (props) => <Sub {...props} />,
  label: (children) => (
    <Radix.Label className="px-2.5 pt-1.5 pb-1 text-meta font-[600] text-ink-3">{children}</Radix.Label>
  ),
  separator: () => <Radix.Separator className="mx-1 my-1.5 h-px bg-line" />,
};
