import { t } from "@/lib/i18n/t";

const link =
  "sr-only z-50 rounded-md bg-accent px-4 py-2.5 font-[600] text-on-accent focus:not-sr-only focus:absolute focus:top-3 focus:left-3";

/** The first stops of the Tab key: straight to the conversation, past the lists. */
export const SkipLinks = () => (
  <>
    <button type="button" className={link} onClick={() => focusOn("messages")}>
      {t("skip.messages")}
    </button>
    <button type="button" className={link} onClick={() => focusOn("composer")}>
      {t("skip.composer")}
    </button>
  </>
);

function focusOn(id: string) {
  const target = document.getElementById(id);
  const inside = target?.querySelector<HTMLElement>('[tabindex="0"]');
  (inside ?? target)?.focus();
}
