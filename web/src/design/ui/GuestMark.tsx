import { t } from "@/lib/i18n/t";

/** Beside the name of somebody who sees only what they were let into. */
export const GuestMark = () => (
  <span className="flex-none rounded-sm bg-sink px-1.5 font-[560] text-ink-2 text-meta leading-[18px]">
    {t("role.guest")}
  </span>
);
