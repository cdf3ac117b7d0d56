import type { PhrasingContent } from "mdast";
import type { ReactNode } from "react";
import { each } from "./each";
import { safeUrl } from "./links";
import { Words } from "./Words";

type Props = { nodes: readonly PhrasingContent[]; source: string; inLink?: boolean };

/** Text within a paragraph. */
export const Inlines = ({ nodes, source, inLink = false }: Props): ReactNode =>
  each(nodes, (node) => inline(node, source, inLink));

function inline(node: PhrasingContent, source: string, inLink: boolean): ReactNode {
  switch (node.type) {
    case "text":
      return <Words text={node.value} inLink={inLink} />;
    case "strong":
      return (
        <strong className="font-[660]">
          <Inlines nodes={node.children} source={source} inLink={inLink} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines nodes={node.children} source={source} inLink={inLink} />
        </em>
      );
    case "delete":
      return (
        <del className="text-ink-3">
          <Inlines nodes={node.children} source={source} inLink={inLink} />
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
          <Inlines nodes={node.children} source={source} inLink />
        </Link>
      );
    case "image":
      // An image of another site would tell that site who reads; it becomes a link.
      return <Link url={node.url}>{node.alt || node.url}</Link>;
    default:
      // HTML and references: shown as they were written.
      return <Words text={written(node, source)} inLink={inLink} />;
  }
}

function Link({ url, children }: { url: string; children: ReactNode }) {
  const href = safeUrl(url);
  if (!href) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" className="hover:underline">
      {children}
    </a>
  );
}

type Positioned = { position?: { start: { offset?: number }; end: { offset?: number } } | undefined };

/** The source of a node, character by character. */
export const written = ({ position }: Positioned, source: string): string =>
  source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
