import { Search } from "lucide-react";
import { cx } from "@/lib/cx";
import { inputClass } from "./Field";

type Props = { label: string; value: string; onChange: (value: string) => void };

/** A field that narrows the list below it. */
export const SearchInput = ({ label, value, onChange }: Props) => (
  <span className={cx(inputClass, "flex items-center gap-2 [&_svg]:size-4 [&_svg]:text-ink-3")}>
    <Search aria-hidden="true" />
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="h-full min-w-0 flex-1 bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
    />
  </span>
);
