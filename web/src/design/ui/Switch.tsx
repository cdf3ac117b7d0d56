import { useId } from "react";
import { Toggle } from "./Toggle";

type Props = { label: string; text?: string; checked: boolean; onChange: (checked: boolean) => void };

/** Something that is on or off, and takes effect at once. */
export function Switch({ label, text, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-start gap-4">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-ui font-[600]">
          {label}
        </label>
        {text && (
          <p id={`${id}-text`} className="text-small text-ink-3">
            {text}
          </p>
        )}
      </div>
      <Toggle id={id} describedBy={text && `${id}-text`} checked={checked} onChange={onChange} />
    </div>
  );
}
