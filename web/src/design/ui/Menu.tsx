import {
  type ComponentProps,
  cloneElement,
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  use,
  useId,
  useState,
} from "react";
import { MenuParts } from "./menu/context";
import type { ChoiceProps, ItemProps, SubProps } from "./menu/types";

/* The frame of menus: their buttons. What a menu is made of is loaded when the first is about to be opened. */

const load = () => import("./menu/parts");
const OpenMenu = lazy(() => load().then((parts) => ({ default: parts.OpenMenu })));

type MenuProps = {
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
};

type Asked = { button: HTMLElement; isOpen: boolean; byKeyboard: boolean };

/** The menu of a button. */
export function Menu({ trigger, align = "start", side = "bottom", children }: MenuProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const id = useId();
  const isOpen = asked?.isOpen ?? false;
  const bare = trigger as ReactElement<ComponentProps<"button">>;

  const toggle = (button: HTMLElement, byKeyboard: boolean) => setAsked({ button, isOpen: !isOpen, byKeyboard });
  const button = cloneElement(bare, {
    id,
    "aria-haspopup": "menu",
    "aria-expanded": isOpen,
    "data-state": isOpen ? "open" : "closed",
    onPointerEnter: load,
    onFocus: load,
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      if (event.button !== 0 || event.ctrlKey) return;
      if (!isOpen) event.preventDefault();
      toggle(event.currentTarget, false);
    },
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
      if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      toggle(event.currentTarget, true);
    },
    // What assistive software presses comes without a pointer.
    onClick: (event: MouseEvent<HTMLButtonElement>) => event.detail === 0 && toggle(event.currentTarget, true),
  } as Partial<ComponentProps<"button">>);

  return (
    <>
      {button}
      {asked && (
        <Suspense>
          <OpenMenu
            {...asked}
            labelledBy={id}
            align={align}
            side={side}
            onOpenChange={(open) => setAsked({ ...asked, isOpen: open })}
          >
            {children}
          </OpenMenu>
        </Suspense>
      )}
    </>
  );
}

/** The menu of whatever was pressed with the other mouse button: open as long as it is mounted. */
export const PointMenu = lazy(() => load().then((parts) => ({ default: parts.PointMenu })));

/** The parts are there by the time that a menu draws its content. */
function useParts() {
  const parts = use(MenuParts);
  if (!parts) throw new Error("a part of a menu stands outside of a menu");
  return parts;
}

export const MenuItem = (props: ItemProps) => useParts().item(props);
/** Opens further items beside it. The check mark says that one of them holds now. */
export const MenuSub = (props: SubProps) => useParts().sub(props);
/** One of several of which one holds. */
export const MenuChoice = (props: ChoiceProps) => useParts().choice(props);
export const MenuLabel = ({ children }: { children: ReactNode }) => useParts().label(children);
export const MenuSeparator = () => useParts().separator();
