import type { PhrasingContent } from "mdast";
import { createElement, Fragment, type ReactNode } from "react";
import { safeUrl } from "./links";

/** Text within a paragraph. */
export const Inlines = ({ nodes, source }: { nodes: readonly PhrasingContent[]; source: string }): ReactNode =>
  each(nodes, (node) => inline(node, source));

/** Elements for nodes. A text is replaced as a whole, so its parts need no keys but their places. */
export const each = <T,>(nodes: readonly T[], render: (node: T) => ReactNode): ReactNode =>
  createElement(Fragment, null, ...nodes.map((node) => render(node)));

function inline(node: PhrasingContent, source: string): ReactNode {
  switch (node.type) {
    case "text":
      return node.value;
    case "strong":
      return (
        <strong className="font-[660]">
          <Inlines nodes={node.children} source={source} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines nodes={node.children} source={source} />
        </em>
      );
    case "delete":
      return (
        <del className="text-ink-3">
          <Inlines nodes={node.children} source={source} />
        </del>
      );
    case "inlineCode":
      return (
        <code className="rounded-xs bg-sink px-[5px] py-[1.5px] font-mono text-[13px] text-code leading-[18px] shadow-edge-soft">
          {node.value}
        </code>
      );
    case "break":
      return "\n";
    case "link":
      return (
        <Link url={node.url}>
          <Inlines nodes={node.children} source={source} />
        </Link>
      );
    case "image":
      // An image of another site would tell that site who reads; it becomes a link.
      return <Link url={node.url}>{node.alt || node.url}</Link>;
    default:
      // HTML and references: shown as they were written.
      return written(node, source);
  }
}

function Link({ url, children }: { url: string; children: ReactNode }) {
  const href = safeUrl(url);
  if (!href) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className="hover:underline">
      {children}
    </a>
  );
}

type Positioned = { position?: { start: { offset?: number }; end: { offset?: number } } | undefined };

/** The source of a node, character by character. */
export const written = ({ position }: Positioned, source: string): string =>
  source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
