import { t } from "@/lib/i18n/t";

/** The name of the product with its sign. */
export const Mark = () => (
  <span className="flex items-center gap-2.5 font-display text-title">
    <svg aria-hidden="true" width="28" height="28" viewBox="0 0 64 64">
      <clipPath id="mark">
        <rect width="64" height="64" rx="19" />
      </clipPath>
      <g clipPath="url(#mark)">
        <rect width="64" height="64" fill="var(--tone-accent)" />
        <g fill="none" stroke="var(--on-tone)" strokeWidth="8">
          <circle cx="58" cy="58" r="33" strokeOpacity=".6" />
          <circle cx="58" cy="58" r="49" strokeOpacity=".28" />
        </g>
        <circle cx="58" cy="58" r="19" fill="var(--on-tone)" />
      </g>
    </svg>
    {t("app.name")}
  </span>
);
