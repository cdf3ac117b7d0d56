import type { ReactNode } from "react";
import { EchoRing } from "./EchoRing";

type Props = {
  title: string;
  /** One plain sentence. */
  text: ReactNode;
  /** One primary action. */
  action?: ReactNode;
  heading?: "h1" | "h2";
};

export const EmptyState = ({ title, text, action, heading: Heading = "h2" }: Props) => (
  <div className="m-auto flex max-w-sm flex-col items-center text-balance px-6 py-10 text-center">
    <EchoRing />
    <Heading className="mt-5 font-display text-display">{title}</Heading>
    <p className="mt-2 text-body text-ink-2">{text}</p>
    {action && <div className="mt-6">{action}</div>}
  </div>
);
