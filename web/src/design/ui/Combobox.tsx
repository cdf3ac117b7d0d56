import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { cx } from "@/lib/cx";
import { inputClass } from "./Field";

export type ComboboxOption = { value: string; label: string };

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  value: string;
  options: ComboboxOption[];
  /** Stands at the end of an option, such as what a time zone is behind by. */
  note?: (value: string) => string;
  /** Said when nothing matches. */
  none: string;
  onChange: (value: string) => void;
};

const mostShown = 50;

/** One of very many: what is typed narrows the list. */
export function Combobox({ label, hint, error, value, options, note, none, onChange }: Props) {
  const id = useId();
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const open = query !== null;
  const found = open ? matching(options, query).slice(0, mostShown) : [];
  const chosen = options.find((option) => option.value === value);

  const close = () => setQuery(null);
  const show = (text: string) => {
    setQuery(text);
    setActive(0);
  };
  const choose = (option: ComboboxOption | undefined) => {
    if (option) onChange(option.value);
    close();
  };
  const move = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length);
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") open ? move(active + 1) : show("");
    else if (event.key === "ArrowUp") open ? move(active - 1) : show("");
    else if (event.key === "Enter" && open) choose(found[active]);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="relative flex flex-col gap-1.5">
      <label htmlFor={id} className="text-small font-[600] text-ink">
        {label}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `${id}-${active}` : undefined}
        aria-describedby={hint || error ? `${id}-note` : undefined}
        aria-invalid={Boolean(error)}
        autoComplete="off"
        spellCheck={false}
        value={query ?? chosen?.label ?? value}
        onChange={(event) => show(event.target.value)}
        onClick={(event) => event.currentTarget.select()}
        onBlur={close}
        onKeyDown={onKeyDown}
        className={inputClass}
      />
      {(error || hint) && (
        <p id={`${id}-note`} className={cx("text-small", error ? "text-signal" : "text-ink-3")}>
          {error ?? hint}
        </p>
      )}
      <ul
        id={`${id}-list`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of options is a listbox.
        role="listbox"
        aria-label={label}
        hidden={!open}
        className="absolute inset-x-0 top-17 z-20 max-h-64 overflow-y-auto rounded-lg bg-sheet p-1.5 shadow-float dark:bg-raised max-desk:top-18"
      >
        {found.map((option, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
          <li
            key={option.value}
            id={`${id}-${i}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an item of a listbox.
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setActive(i)}
            onClick={() => choose(option)}
            className={cx(
              "flex min-h-8 cursor-default items-center gap-2 rounded-md px-2.5 text-ui max-desk:min-h-11",
              i === active && "bg-row-hover",
            )}
          >
            <span className="flex-1 truncate">{option.label}</span>
            {note && <span className="text-meta text-ink-3 tabular-nums">{note(option.value)}</span>}
            {option.value === value && <Check aria-hidden="true" className="size-4 text-accent" />}
          </li>
        ))}
        {open && found.length === 0 && <li className="px-2.5 py-1.5 text-small text-ink-3">{none}</li>}
      </ul>
    </div>
  );
}

/** The options that have every word typed in their label, whatever the case and the accents. */
export function matching(options: ComboboxOption[], query: string): ComboboxOption[] {
  const words = plain(query)
    .split(/[\s/]+/)
    .filter(Boolean);
  return options.filter(({ label }) => words.every((word) => plain(label).includes(word)));
}

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
