import { createElement, Fragment, type ReactNode } from "react";

/** Elements for nodes. A text is replaced as a whole, so its parts need no keys but their places. */
export const each = <T>(nodes: readonly T[], render: (node: T) => ReactNode): ReactNode =>
  createElement(Fragment, null, ...nodes.map((node) => render(node)));
