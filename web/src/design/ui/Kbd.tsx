import type { ReactNode } from "react";

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="rounded-[5px] px-[5px] font-mono text-[11px] font-medium leading-[18px] text-ink-3 shadow-edge">
    {children}
  </kbd>
);
