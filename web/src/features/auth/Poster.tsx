import { t } from "@/lib/i18n/t";

/** The harbour at night: one lamp, and its rings over the water. */
export const Poster = () => (
  <aside className="relative hidden flex-1 overflow-hidden rounded-xl bg-poster wide:block" aria-hidden="true">
    <svg
      aria-hidden="true"
      className="absolute inset-0 size-full"
      viewBox="0 0 720 884"
      preserveAspectRatio="xMidYMax slice"
      fill="none"
    >
      <g stroke="var(--poster-ring)" strokeWidth="1.5">
        <circle cx="452" cy="640" r="52" strokeOpacity=".55" />
        <circle cx="452" cy="640" r="116" strokeOpacity=".42" />
        <circle cx="452" cy="640" r="196" strokeOpacity=".3" />
        <circle cx="452" cy="640" r="292" strokeOpacity=".2" />
        <circle cx="452" cy="640" r="404" strokeOpacity=".12" />
        <circle cx="452" cy="640" r="532" strokeOpacity=".07" />
      </g>
      <circle cx="452" cy="640" r="20" fill="var(--poster-lamp)" />
      <path d="M0 640h720v244H0z" fill="var(--poster-water)" />
      <path d="M0 640h720" stroke="var(--poster-ring)" strokeOpacity=".28" strokeWidth="1.5" />
      <g stroke="var(--poster-lamp)" strokeWidth="2" strokeLinecap="round">
        <path d="M436 668h32" strokeOpacity=".7" />
        <path d="M424 690h44" strokeOpacity=".5" />
        <path d="M440 714h48" strokeOpacity=".36" />
        <path d="M420 742h40" strokeOpacity=".24" />
        <path d="M432 774h52" strokeOpacity=".14" />
      </g>
      <g stroke="var(--poster-ring)" strokeWidth="1.5" strokeLinecap="round" strokeOpacity=".16">
        <path d="M96 682h120M270 718h72M560 700h96M140 768h150M540 792h120M320 832h96" />
      </g>
    </svg>
    <p className="absolute top-14 left-14 whitespace-pre-line font-display text-[52px] font-[680] leading-[56px] tracking-[-0.026em] text-on-poster">
      {t("auth.poster.line")}
    </p>
    <p className="absolute top-[188px] left-14 max-w-[34ch] text-body text-on-poster-2">{t("auth.poster.text")}</p>
  </aside>
);
