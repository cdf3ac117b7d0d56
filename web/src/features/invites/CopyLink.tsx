import "@/lib/i18n/en/later/manage";
import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button, inputClass } from "@/design/ui";
import { announce } from "@/lib/a11y/live";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";

const shownForMs = 2500;

type Props = {
  url: string;
  /** Whether copying is the main thing to do here. */
  isMain?: boolean;
};

/** A link to pass on, with a button that copies it. */
export function CopyLink({ url, isMain = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (isMain) input.current?.focus();
  }, [isMain]);

  const copy = async () => {
    input.current?.select();
    await copyText(url);
    setCopied(true);
    announce(t("invite.copied"));
    setTimeout(() => setCopied(false), shownForMs);
  };

  return (
    <div className="flex gap-2">
      <input
        ref={input}
        readOnly
        aria-label={t("invite.link")}
        value={url}
        onFocus={(event) => event.target.select()}
        className={cx(inputClass, "flex-1 truncate font-mono text-code")}
      />
      <Button tone={isMain && !copied ? "primary" : "plain"} onClick={copy} className="h-10 min-w-28 [&_svg]:size-4">
        {copied ? <Check /> : <Copy />}
        {copied ? t("action.copied") : t("action.copy")}
      </Button>
    </div>
  );
}

/** The clipboard API exists in secure contexts only; elsewhere the selected text is copied the old way. */
async function copyText(text: string) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text).catch(() => document.execCommand("copy"));
  else document.execCommand("copy");
}
