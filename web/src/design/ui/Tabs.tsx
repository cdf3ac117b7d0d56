import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

type Tab<V extends string> = { value: V; label: string; count?: number; content: ReactNode };
type Props<V extends string> = { label: string; value: V; onChange: (value: V) => void; tabs: Tab<V>[] };

/** Parts of one thing, one in sight at a time. Each part scrolls by itself. */
export const Tabs = <V extends string>({ label, value, onChange, tabs }: Props<V>) => (
  <Radix.Root value={value} onValueChange={(next) => onChange(next as V)} className="flex min-h-0 flex-1 flex-col">
    <Radix.List aria-label={label} className="flex flex-none gap-5 border-line border-b px-6 max-desk:px-4">
      {tabs.map((tab) => (
        <Radix.Trigger
          key={tab.value}
          value={tab.value}
          className="-mb-px h-10 border-transparent border-b-2 text-ui text-ink-2 transition-colors duration-90 hover:text-ink max-desk:h-11 data-[state=active]:border-accent data-[state=active]:font-[640] data-[state=active]:text-ink"
        >
          {tab.label}
          {tab.count !== undefined && <span className="ml-1.5 text-ink-3 text-meta tabular-nums">{tab.count}</span>}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map((tab) => (
      <Radix.Content
        key={tab.value}
        value={tab.value}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto px-6 pt-5 pb-6 outline-none max-desk:px-4"
      >
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
);
