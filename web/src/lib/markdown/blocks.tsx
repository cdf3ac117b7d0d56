import { Square, SquareCheck } from "lucide-react";
import type { List, ListItem, RootContent, Table, TableRow } from "mdast";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { CodeBlock } from "./CodeBlock";
import { each } from "./each";
import { Inlines, written } from "./inlines";
import { Words } from "./Words";

/** Paragraphs and everything of their kind. A message has no headings of the page, so theirs are bold lines. */
export const Blocks = ({ nodes, source }: { nodes: readonly RootContent[]; source: string }): ReactNode =>
  each(nodes, (node) => block(node, source));

function block(node: RootContent, source: string): ReactNode {
  switch (node.type) {
    case "paragraph":
      return (
        <p dir="auto" className="whitespace-pre-wrap [&+p]:mt-1.5">
          <Inlines nodes={node.children} source={source} />
        </p>
      );
    case "heading":
      return (
        <p
          dir="auto"
          className={cx("mt-1.5 whitespace-pre-wrap font-[660] first:mt-0", node.depth <= 2 && "text-[1.13em]")}
        >
          <Inlines nodes={node.children} source={source} />
        </p>
      );
    case "code":
      return <CodeBlock code={node.value} {...(node.lang && { language: node.lang })} />;
    case "blockquote":
      return (
        <blockquote dir="auto" className="my-1 border-line-2 border-s-[3px] ps-3 text-ink-2">
          <Blocks nodes={node.children} source={source} />
        </blockquote>
      );
    case "list":
      return <ListBlock list={node} source={source} />;
    case "table":
      return <TableBlock table={node} source={source} />;
    case "thematicBreak":
      return <hr className="my-2.5 border-line" />;
    default:
      // HTML and definitions: shown as they were written.
      return (
        <p dir="auto" className="whitespace-pre-wrap">
          <Words text={written(node, source)} />
        </p>
      );
  }
}

function ListBlock({ list, source }: { list: List; source: string }) {
  const items = each(list.children, (item) => <Item item={item} source={source} />);
  return list.ordered ? (
    <ol start={list.start ?? 1} className="my-0.5 list-decimal ps-6 marker:text-ink-3 marker:tabular-nums">
      {items}
    </ol>
  ) : (
    <ul className="my-0.5 list-disc ps-6 marker:text-ink-3">{items}</ul>
  );
}

function Item({ item, source }: { item: ListItem; source: string }) {
  const isTask = typeof item.checked === "boolean";
  return (
    <li dir="auto" className={isTask ? "-ms-5 flex list-none gap-2" : undefined}>
      {isTask && <Box isChecked={item.checked === true} />}
      <div>
        <Blocks nodes={item.children} source={source} />
      </div>
    </li>
  );
}

function Box({ isChecked }: { isChecked: boolean }) {
  const Icon = isChecked ? SquareCheck : Square;
  return (
    <Icon
      role="img"
      aria-label={t(isChecked ? "message.done" : "message.open")}
      className="mt-[3px] size-4 text-ink-3"
    />
  );
}

function TableBlock({ table, source }: { table: Table; source: string }) {
  const [head, ...rows] = table.children;
  const row = (one: TableRow, Cell: "th" | "td") => (
    <Row row={one} source={source} Cell={Cell} align={table.align ?? []} />
  );
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="my-1.5 w-fit max-w-full overflow-x-auto rounded-chip shadow-edge-soft [scrollbar-width:thin]"
    >
      <table className="border-collapse text-small">
        <thead className="border-line-2 border-b bg-sink">{head && row(head, "th")}</thead>
        <tbody className="divide-y divide-line">{each(rows, (one) => row(one, "td"))}</tbody>
      </table>
    </div>
  );
}

const aligned = { left: "text-left", right: "text-right", center: "text-center" };

type RowProps = { row: TableRow; source: string; Cell: "th" | "td"; align: NonNullable<Table["align"]> };

const Row = ({ row, source, Cell, align }: RowProps) => (
  <tr>
    {row.children.map((cell, column) => (
      <Cell
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        key={column}
        dir="auto"
        className={cx(
          "min-w-16 px-3 py-1.5 align-top",
          aligned[align[column] ?? "left"],
          Cell === "th" && "font-[640]",
        )}
      >
        <Inlines nodes={cell.children} source={source} />
      </Cell>
    ))}
  </tr>
);
