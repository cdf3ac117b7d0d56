import {
  Apple,
  Clock,
  Dumbbell,
  Flag,
  Hand,
  Hash,
  Lightbulb,
  type LucideIcon,
  PawPrint,
  Plane,
  Smile,
  Sparkles,
} from "lucide-react";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import type { Section } from "./layout";

const icons: Record<string, LucideIcon> = {
  frequent: Clock,
  custom: Sparkles,
  smileys: Smile,
  people: Hand,
  nature: PawPrint,
  food: Apple,
  travel: Plane,
  activities: Dumbbell,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
};

type Props = { sections: readonly Section[]; current: string; onGo: (sectionId: string) => void };

/** A button for each group that leads there. While searching, all of them lead back. */
export function GroupBar({ sections, current, onGo }: Props) {
  const titles = new Map(sections.map(({ id, title, items }) => [id, items.length > 0 ? title : ""]));
  const ids = Object.keys(icons).filter((id) => id !== "custom" || titles.get(id));
  return (
    <div role="toolbar" aria-label={t("emoji.groups")} className="flex border-line border-b px-2.5">
      {ids.map((id) => {
        const Icon = icons[id] as LucideIcon;
        const title = titles.get(id) || t(`emoji.group.${id as "frequent"}`);
        return (
          <button
            key={id}
            type="button"
            aria-label={title}
            title={title}
            aria-current={id === current}
            onClick={() => onGo(id)}
            className={cx(
              "-mb-px grid h-9 flex-1 place-items-center border-b-2 transition-colors duration-90 hover:text-ink focus-visible:-outline-offset-2 max-desk:h-11 [&_svg]:size-[17px]",
              id === current ? "border-accent text-accent" : "border-transparent text-ink-3",
            )}
          >
            <Icon aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
}
