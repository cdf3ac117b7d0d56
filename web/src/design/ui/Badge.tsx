import { t } from "@/lib/i18n/t";

/** The brick-red count of things that call you. */
export const Badge = ({ count, label }: { count: number; label: string }) => (
  <b
    role="img"
    aria-label={label}
    className="min-w-5 flex-none rounded-full bg-signal px-1.5 text-center text-[11.5px] font-[660] leading-5 tabular-nums text-on-signal"
  >
    {count > 99 ? t("badge.many") : count}
  </b>
);
