import { t } from "@/lib/i18n/t";
import { useConnection } from "@/realtime";

/** Says above the composer that the connection is lost, and for a moment that it is back. */
export function Strip() {
  const state = useConnection();
  const isLost = state === "reconnecting";
  const isShown = isLost || state === "back";
  return (
    <div role="status" className={isShown ? "mx-4 mb-2 max-desk:mx-2.5" : "sr-only"}>
      {isShown && (
        <p
          className={`flex min-h-8 items-center gap-2 rounded-chip px-3 py-1 text-small ${isLost ? "bg-sink text-ink-2" : "bg-accent-soft text-accent"}`}
        >
          <i
            aria-hidden="true"
            className={`size-2 rounded-full ${isLost ? "bg-ink-3 animate-skeleton" : "bg-accent"}`}
          />
          {t(isLost ? "connection.reconnecting" : "connection.back")}
        </p>
      )}
    </div>
  );
}
