import "@/lib/i18n/en/later/writing";
import { CalendarClock, CalendarPlus } from "lucide-react";
import { MenuItem, MenuLabel, MenuSeparator } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { timeOf } from "@/lib/time";
import { inWords, mondayMorning, sendLater, tomorrowMorning } from "./later";
import type { SendPlace } from "./SendButton";

type Props = {
  place: SendPlace;
  onHand: (deliver: (content: string) => void) => void;
  onChoose: () => void;
};

/** When a message may be sent instead of now. */
export default function LaterItems({ place, onHand, onChoose }: Props) {
  const times = [tomorrowMorning(), mondayMorning()];
  const [first, second] = times;
  const different = first?.getTime() === second?.getTime() ? times.slice(0, 1) : times;
  return (
    <>
      <MenuLabel>{t("composer.later")}</MenuLabel>
      {different.map((at) => (
        <MenuItem
          key={at.getTime()}
          icon={<CalendarClock aria-hidden="true" />}
          onSelect={() => onHand((content) => void sendLater(place, content, at))}
        >
          {at === first ? t("composer.later.tomorrow", timeOf(at.toISOString())) : inWords(at)}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<CalendarPlus aria-hidden="true" />} onSelect={onChoose}>
        {t("composer.later.choose")}
      </MenuItem>
    </>
  );
}
