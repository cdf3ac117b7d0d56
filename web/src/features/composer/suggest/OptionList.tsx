import { Hash, Lock, Megaphone, Users } from "lucide-react";
import { Avatar } from "@/design/ui";
import { GuestMark } from "@/design/ui/GuestMark";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import type { Option } from "./options";

type Props = {
  id: string;
  label: string;
  options: readonly Option[];
  marked: number;
  onMark: (index: number) => void;
  onPick: (option: Option) => void;
};

/** The suggestions, above the place where one writes. The keys are the field's. */
export const OptionList = ({ id, label, options, marked, onMark, onPick }: Props) => (
  <ul
    id={id}
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of options is a listbox.
    role="listbox"
    aria-label={label}
    className="absolute inset-x-0 bottom-full z-20 mb-2 max-h-80 animate-appear overflow-y-auto rounded-lg bg-sheet p-1.5 shadow-float dark:bg-raised"
  >
    {options.map((option, i) => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
      <li
        key={option.key}
        id={`${id}-${i}`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an item of a listbox.
        role="option"
        tabIndex={-1}
        aria-selected={i === marked}
        onMouseDown={(event) => event.preventDefault()}
        onMouseMove={() => i === marked || onMark(i)}
        onClick={() => onPick(option)}
        className={cx(
          "flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-ui max-desk:h-11",
          i === marked && "bg-accent-soft",
        )}
      >
        <Sign option={option} />
        <span className="max-w-[60%] flex-none truncate font-[560]">{option.title}</span>
        <span className={cx("min-w-0 truncate text-small", i === marked ? "text-ink-2" : "text-ink-3")}>
          {option.detail}
        </span>
        {option.kind === "person" && option.person.role === "guest" && <GuestMark />}
        {option.kind === "person" && !option.isMember && (
          <span className={cx("ml-auto flex-none text-meta", i === marked ? "text-ink-2" : "text-ink-3")}>
            {t("suggest.notHere")}
          </span>
        )}
      </li>
    ))}
  </ul>
);

function Sign({ option }: { option: Option }) {
  if (option.kind === "person") return <Avatar user={option.person} size={24} />;
  if (option.kind === "emoji") {
    return (
      <span aria-hidden="true" className="w-6 flex-none text-center font-emoji text-[19px] leading-none">
        {option.emoji.url ? <img src={option.emoji.url} alt="" className="size-6 object-contain" /> : option.char}
      </span>
    );
  }
  const isPrivate = option.kind === "channel" && option.channel.type === "private";
  const Icon = option.kind === "group" ? Users : option.kind === "all" ? Megaphone : isPrivate ? Lock : Hash;
  return (
    <span aria-hidden="true" className="grid size-6 flex-none place-items-center text-ink-3 [&_svg]:size-4">
      <Icon />
    </span>
  );
}
