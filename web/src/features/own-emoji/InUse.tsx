import { t } from "@/lib/i18n/t";

type Props = { url: string; name: string };

/** How an emoji will look: among words, and as a reaction. */
export const InUse = ({ url, name }: Props) => (
  <section aria-label={t("emoji.own.preview")}>
    <p className="mb-1.5 font-[600] text-small">{t("emoji.own.preview")}</p>
    <div className="rounded-lg p-4 shadow-edge-soft">
      <p className="text-body">
        {t("emoji.own.preview.before")}{" "}
        <img src={url} alt={`:${name}:`} className="inline-block size-[22px] object-contain align-[-0.32em]" />{" "}
        {t("emoji.own.preview.after")}
      </p>
      <span
        aria-hidden="true"
        className="mt-2 flex h-[26px] w-fit items-center gap-[5px] rounded-full bg-accent-soft px-2 font-[580] text-[12.5px] text-accent leading-none shadow-[inset_0_0_0_1px_var(--accent-line)]"
      >
        <img src={url} alt="" className="size-[18px] object-contain" />3
      </span>
    </div>
  </section>
);
