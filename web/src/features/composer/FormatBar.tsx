import { Bold, Code, Italic, List, type LucideIcon, Quote, SquareCode, Strikethrough, Type } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { keysLabel } from "@/lib/keymap";
import { keepFocus } from "./focus";
import type { Format } from "./format";

const formats: readonly { format: Format; Icon: LucideIcon; keys?: string }[] = [
  { format: "bold", Icon: Bold, keys: keysLabel("bold") },
  { format: "italic", Icon: Italic, keys: keysLabel("italic") },
  { format: "strike", Icon: Strikethrough, keys: keysLabel("strike") },
  { format: "code", Icon: Code, keys: keysLabel("code") },
  { format: "codeBlock", Icon: SquareCode },
  { format: "quote", Icon: Quote },
  { format: "list", Icon: List },
];

/** The formats, behind one button. The text keeps the focus and its selection while they are pressed. */
export function FormatBar({ onFormat }: { onFormat: (format: Format) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div role="toolbar" aria-label={t("composer.format")} className="flex items-center gap-px max-desk:hidden">
      <IconButton
        label={t("composer.format")}
        side="top"
        aria-expanded={isOpen}
        onMouseDown={keepFocus}
        onClick={() => setOpen(!isOpen)}
        className={isOpen ? "bg-row-hover text-ink" : ""}
      >
        <Type aria-hidden="true" />
      </IconButton>
      {isOpen && (
        <span className="flex animate-fade items-center gap-px border-line border-l pl-1.5 ml-1">
          {formats.map(({ format, Icon, keys }) => (
            <IconButton
              key={format}
              label={t(`composer.${format}`)}
              {...(keys && { keys })}
              side="top"
              onMouseDown={keepFocus}
              onClick={() => onFormat(format)}
            >
              <Icon aria-hidden="true" />
            </IconButton>
          ))}
        </span>
      )}
    </div>
  );
}
