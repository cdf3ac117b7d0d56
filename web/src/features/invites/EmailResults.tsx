import { Check, CircleAlert } from "lucide-react";
import { t } from "@/lib/i18n/t";
import type { Result } from "./useSending";

/** Each address with what became of it. */
export function EmailResults({ results }: { results: Result[] }) {
  if (results.length === 0) return null;
  return (
    <ul aria-label={t("invite.results")} className="rounded-chip bg-sink px-3.5 py-1.5">
      {results.map(({ address, failure }) => (
        <li key={address} className="flex items-start gap-2.5 py-1.5 text-small [&_svg]:mt-px [&_svg]:size-4">
          {failure ? (
            <CircleAlert aria-hidden="true" className="text-signal" />
          ) : (
            <Check aria-hidden="true" className="text-accent" />
          )}
          <span className="min-w-0 flex-1 break-all">
            <span className="font-[600]">{address}</span>
            {failure && <span className="block break-normal text-signal">{failure}</span>}
          </span>
          {!failure && <span className="text-ink-3">{t("invite.sent")}</span>}
        </li>
      ))}
    </ul>
  );
}
