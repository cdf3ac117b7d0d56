import type { ReactNode } from "react";

type Column<T> = {
  name: string;
  /** The name is for screen readers only. */
  isHidden?: boolean;
  className?: string;
  cell: (row: T) => ReactNode;
};

type Props<T> = { label: string; rows: readonly T[]; rowKey: (row: T) => string; columns: readonly Column<T>[] };

/** Rows of facts. On a narrow screen each row is a block, with the names of its facts before them. */
export const Table = <T,>({ label, rows, rowKey, columns }: Props<T>) => (
  <table aria-label={label} className="w-full border-collapse text-left text-small max-desk:block">
    <thead className="max-desk:sr-only">
      <tr className="border-line border-b">
        {columns.map(({ name, isHidden, className = "" }) => (
          <th key={name} scope="col" className={`h-9 pr-4 font-[560] text-ink-3 text-meta last:pr-0 ${className}`}>
            <span className={isHidden ? "sr-only" : ""}>{name}</span>
          </th>
        ))}
      </tr>
    </thead>
    <tbody className="max-desk:block">
      {rows.map((row) => (
        <tr key={rowKey(row)} className="border-line border-b align-top hover:bg-hover max-desk:block max-desk:py-3">
          {columns.map(({ name, isHidden, cell, className = "" }) => (
            <td key={name} className={`py-2.5 pr-4 last:pr-0 max-desk:flex max-desk:gap-3 max-desk:py-1 ${className}`}>
              {!isHidden && (
                <span aria-hidden="true" className="hidden w-20 flex-none text-ink-3 max-desk:inline">
                  {name}
                </span>
              )}
              <span className="block min-w-0 [overflow-wrap:anywhere]">{cell(row)}</span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** A name that programs gave. */
export const Name = ({ children }: { children: ReactNode }) => (
  <span className="font-mono text-[12.5px] text-ink">{children}</span>
);

/** An event of a row, which opens all there is about it. */
export const EventName = ({ type, subject, onOpen }: { type: string; subject: string; onOpen: () => void }) => (
  <button type="button" onClick={onOpen} className="group block text-left max-desk:min-h-11">
    <span className="block font-[600] text-ink text-ui group-hover:text-accent group-hover:underline">{type}</span>
    {subject && <span className="block font-mono text-[11.5px] text-ink-3">{subject}</span>}
  </button>
);
