import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { announce } from "@/lib/a11y/live";
import { t } from "@/lib/i18n/t";

const copiedForMs = 1600;

/** A block of code: it scrolls inside itself, and can be copied exactly. */
export function CodeBlock({ code, language }: { code: string; language?: string }) {
  const coloured = useColours(code, language?.toLowerCase());
  return (
    <div className="group/code relative mt-1.5 mb-0.5">
      <pre
        dir="ltr"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-chip bg-sink px-3.5 py-[11px] font-mono text-[13px] text-ink leading-5 shadow-edge-soft [scrollbar-width:thin]"
      >
        <code>{coloured ?? code}</code>
      </pre>
      <CopyButton text={code} />
    </div>
  );
}

/** The code in the colours of its language, once they have been loaded; null without. */
function useColours(code: string, language: string | undefined): ReactNode {
  const [colours, setColours] = useState<{ of: string; is: ReactNode }>();
  useEffect(() => {
    if (!language) return;
    let isOver = false;
    const draw = async () => {
      const { coloured } = await import("./highlight");
      if (!isOver) setColours({ of: code, is: coloured(code, language) });
    };
    // Without them it is code all the same.
    draw().catch(() => {});
    return () => {
      isOver = true;
    };
  }, [code, language]);
  return language && colours?.of === code ? colours.is : null;
}

function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), copiedForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(t("message.copied"));
  };

  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={t("message.copyCode")}
      title={t("message.copyCode")}
      onClick={copy}
      className="absolute top-1.5 right-1.5 grid size-7 place-items-center rounded-md bg-sink text-ink-3 opacity-0 transition-opacity duration-90 hover:text-ink focus-visible:opacity-100 group-hover/code:opacity-100 touch:opacity-100"
    >
      <Icon aria-hidden="true" className="size-[15px]" />
    </button>
  );
}
