import { t } from "@/lib/i18n/t";

type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void };

/** Whether the reply is to be read in the channel, too. */
export const AlsoSend = ({ label, checked, onChange }: Props) => (
  <label className="flex min-w-0 cursor-pointer items-center gap-2 py-[9px] pr-3 pl-[18px] text-ink-2 text-small max-desk:min-h-11 max-desk:pb-[max(10px,env(safe-area-inset-bottom))]">
    <input
      type="checkbox"
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
      className="grid size-4 flex-none appearance-none place-content-center rounded-[5px] shadow-[inset_0_0_0_1.5px_var(--edge)] transition-colors duration-90 after:mb-0.5 after:hidden after:h-2 after:w-[4.5px] after:rotate-45 after:border-on-accent after:border-r-2 after:border-b-2 checked:bg-accent checked:shadow-none checked:after:block"
    />
    <span className="truncate">{t("thread.also", label)}</span>
  </label>
);
