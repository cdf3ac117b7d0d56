import { t } from "@/lib/i18n/t";

/** A day begins. It stands inside the first message after it, because a feed may hold nothing but its articles. */
export const DaySeparator = ({ label }: { label: string }) => (
  <div className="mx-(--message-inset) flex items-center gap-3 pt-3.5 pb-2 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
    <h2 className="rounded-full px-3 py-0.5 font-[560] text-[12.5px] text-ink-2 leading-5 shadow-edge-soft">{label}</h2>
  </div>
);

/** What follows was unread when the channel was opened. */
export const NewLine = () => (
  <div className="mx-(--message-inset) flex items-center gap-2 pt-2.5 pb-0.5 before:h-[1.5px] before:flex-1 before:rounded-full before:bg-[linear-gradient(90deg,transparent,var(--signal)_22%)]">
    <h2 aria-label={t("timeline.newMessages")} className="font-[660] text-meta text-signal">
      {t("timeline.new")}
    </h2>
  </div>
);
