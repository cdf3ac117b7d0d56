import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type ReactElement, type ReactNode, useCallback, useState } from "react";
import { cx } from "@/lib/cx";

type MenuProps = {
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
};

const surface =
  "z-40 min-w-56 max-w-80 animate-appear overflow-y-auto rounded-lg bg-sheet p-1.5 text-ui shadow-float dark:bg-raised";

const dropped =
  "max-h-(--radix-dropdown-menu-content-available-height) origin-(--radix-dropdown-menu-content-transform-origin)";

/** The menu of a button. It is placed in the landmark of the button, where it belongs for those who move by landmarks. */
export function Menu({ trigger, align = "start", side = "bottom", children }: MenuProps) {
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const findLandmark = useCallback((button: HTMLElement | null) => {
    setLandmark(button?.closest<HTMLElement>("nav, main") ?? null);
  }, []);
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild ref={findLandmark}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal container={landmark}>
        <Radix.Content align={align} side={side} sideOffset={4} collisionPadding={8} className={cx(surface, dropped)}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const rowShape =
  "flex h-8 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 outline-none max-desk:h-11 [&_svg]:size-4";
const row = cx(rowShape, "text-ink data-[highlighted]:bg-row-hover [&_svg]:text-ink-3");

type PointMenuProps = { at: { x: number; y: number }; onClose: () => void; children: ReactNode };

/** The menu of whatever was pressed with the other mouse button: open as long as it is mounted. */
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
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

type ItemProps = {
  icon?: ReactNode;
  danger?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

export const MenuItem = ({ icon, danger = false, onSelect, children }: ItemProps) => (
  <Radix.Item
    onSelect={onSelect}
    className={danger ? cx(rowShape, "text-signal data-[highlighted]:bg-signal-soft") : row}
  >
    {icon}
    <span className="truncate">{children}</span>
  </Radix.Item>
);

/** Opens further items beside it. The check mark says that one of them holds now. */
export const MenuSub = ({ label, checked, children }: { label: string; checked?: boolean; children: ReactNode }) => (
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

/** One of several of which one holds. */
export const MenuChoice = ({ checked, onSelect, children }: ItemProps & { checked: boolean }) => (
  <Radix.CheckboxItem checked={checked} onSelect={onSelect} className={row}>
    {checked ? <Check /> : <span className="size-4" />}
    <span className="truncate">{children}</span>
  </Radix.CheckboxItem>
);

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2.5 pt-1.5 pb-1 text-meta font-[600] text-ink-3">{children}</Radix.Label>
);

export const MenuSeparator = () => <Radix.Separator className="mx-1 my-1.5 h-px bg-line" />;
