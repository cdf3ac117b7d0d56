import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { announce } from "@/lib/a11y/live";
import { t } from "@/lib/i18n/t";
import { whenIdle } from "@/lib/idle";

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

/** What was coloured last, so that it is not done again for what comes back to the screen. */
const capacity = 100;
const known = new Map<string, ReactNode>();

/** The code in the colours of its language, once there was time for them; null without. */
function useColours(code: string, language: string | undefined): ReactNode {
  const key = `${language} ${code}`;
  const [, setDrawn] = useState("");
  useEffect(() => {
    if (!language || known.has(key)) return;
    let isOver = false;
    const draw = async () => {
      const { coloured } = await import("./highlight");
      if (known.size >= capacity) known.delete(known.keys().next().value as string);
      known.set(key, coloured(code, language));
      if (!isOver) setDrawn(key);
    };
    // Without them it is code all the same.
    const callOff = whenIdle(() => void draw().catch(() => {}));
    return () => {
      isOver = true;
      callOff();
    };
  }, [key, code, language]);
  return language ? known.get(key) : null;
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
