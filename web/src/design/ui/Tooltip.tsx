import { Tooltip as Radix } from "radix-ui";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { Kbd } from "./Kbd";

type Props = {
  label: ReactNode;
  /** A shortcut shown after the label, such as "Ctrl K". */
  keys?: string;
  side?: ComponentProps<typeof Radix.Content>["side"];
  children: ReactElement;
};

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={500} skipDelayDuration={200}>
    {children}
  </Radix.Provider>
);

export function Tooltip({ label, keys, side = "bottom", children }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex animate-appear items-center gap-2 rounded-md bg-ink px-2.5 py-1.5 text-meta text-sheet [&_kbd]:text-sheet [&_kbd]:opacity-75"
        >
          {label}
          {keys && <Kbd>{keys}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
