import { t } from "@/lib/i18n/t";

/** The name of the product with its sign. */
export const Mark = () => (
  <span className="flex items-center gap-2.5 font-display text-title">
    <svg aria-hidden="true" width="28" height="28" viewBox="0 0 64 64">
      <rect width="64" height="64" rx="19" fill="var(--tone-accent)" />
      <g fill="none" stroke="var(--on-tone)" strokeWidth="5" strokeLinecap="round">
        <path d="M46 27a19 19 0 0 0-19 19" />
        <path d="M46 13.5A32.5 32.5 0 0 0 13.5 46" opacity=".55" />
      </g>
      <circle cx="45" cy="45" r="6.5" fill="var(--on-tone)" />
    </svg>
    {t("app.name")}
  </span>
);
