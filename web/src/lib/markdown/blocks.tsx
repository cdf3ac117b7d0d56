import type { List, ListItem, RootContent, Table, TableRow } from "mdast";
import type { ReactNode } from "react";
import { CodeBlock } from "./CodeBlock";
import { each, Inlines, written } from "./inlines";

/** Paragraphs and everything of their kind. A message has no headings of the page, so theirs are bold lines. */
export const Blocks = ({ nodes, source }: { nodes: readonly RootContent[]; source: string }): ReactNode =>
  each(nodes, (node) => block(node, source));

function block(node: RootContent, source: string): ReactNode {
  switch (node.type) {
    case "paragraph":
      return (
        <p className="whitespace-pre-wrap [&+p]:mt-1.5">
          <Inlines nodes={node.children} source={source} />
        </p>
      );
    case "heading":
      return (
        <p className="mt-1.5 whitespace-pre-wrap font-[660] first:mt-0">
          <Inlines nodes={node.children} source={source} />
        </p>
      );
    case "code":
      return <CodeBlock code={node.value} />;
    case "blockquote":
      return (
        <blockquote className="my-1 border-line-2 border-l-[3px] pl-3 text-ink-2">
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
      return <p className="whitespace-pre-wrap">{written(node, source)}</p>;
  }
}

function ListBlock({ list, source }: { list: List; source: string }) {
  const items = each(list.children, (item) => <Item item={item} source={source} />);
  return list.ordered ? (
    <ol start={list.start ?? 1} className="my-0.5 list-decimal pl-6 marker:text-ink-3 marker:tabular-nums">
      {items}
    </ol>
  ) : (
    <ul className="my-0.5 list-disc pl-6 marker:text-ink-3">{items}</ul>
  );
}

function Item({ item, source }: { item: ListItem; source: string }) {
  const isTask = typeof item.checked === "boolean";
  return (
    <li className={isTask ? "-ml-5 flex list-none gap-2" : undefined}>
      {isTask && <span aria-hidden="true">{item.checked ? "☑" : "☐"}</span>}
      <div>
        <Blocks nodes={item.children} source={source} />
      </div>
    </li>
  );
}

function TableBlock({ table, source }: { table: Table; source: string }) {
  const [head, ...rows] = table.children;
  return (
    <div className="my-1.5 overflow-x-auto">
      <table className="border-collapse text-small">
        <thead className="border-line-2 border-b text-left font-[640]">
          {head && <Row row={head} source={source} />}
        </thead>
        <tbody className="divide-y divide-line">
          {each(rows, (row) => (
            <Row row={row} source={source} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = ({ row, source }: { row: TableRow; source: string }) => (
  <tr>
    {each(row.children, (cell) => (
      <td className="px-2.5 py-1 align-top">
        <Inlines nodes={cell.children} source={source} />
      </td>
    ))}
  </tr>
);
