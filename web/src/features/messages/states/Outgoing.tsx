import { CircleAlert, Clock } from "lucide-react";
import { useEffect } from "react";
import { announce } from "@/lib/a11y/live";
import { t } from "@/lib/i18n/t";
import { discardMessage, type Pending, retryMessage } from "@/realtime";

const line = "mt-0.5 flex flex-wrap items-center gap-1.5 text-[12.5px] leading-[18px]";
const action = "font-[630] underline decoration-1 underline-offset-3 touch:min-h-11";

export const Sending = () => (
  <p className={`${line} text-ink-3`}>
    <Clock aria-hidden="true" className="size-3.5" />
    {t("message.sending")}
  </p>
);

/** The server has refused a message. It says why, and what can be done. */
export function Failed({ pending: { correlationId, reason } }: { pending: Pending }) {
  useAnnouncedOnce(correlationId);
  return (
    <p className={`${line} text-signal`}>
      <CircleAlert aria-hidden="true" className="size-3.5" />
      <span>
        {t("message.failed")} {reasonText(reason)}
      </span>
      <button type="button" className={action} onClick={() => retryMessage(correlationId)}>
        {t("message.retry")}
      </button>
      <button type="button" className={`${action} font-[500] text-ink-3`} onClick={() => discardMessage(correlationId)}>
        {t("message.discard")}
      </button>
    </p>
  );
}

const reasons = {
  forbidden: "refusal.forbidden",
  channel_archived: "refusal.channel_archived",
  channel_read_only: "refusal.channel_read_only",
  channel_not_found: "refusal.channel_not_found",
  workspace_not_found: "refusal.workspace_not_found",
  validation_failed: "refusal.validation_failed",
  body_too_large: "refusal.body_too_large",
} as const;

const reasonText = (code = "") => (code in reasons ? t(reasons[code as keyof typeof reasons]) : "");

const announced = new Set<string>();

/** A row comes and goes with scrolling; its failure is said only once. */
function useAnnouncedOnce(correlationId: string) {
  useEffect(() => {
    if (announced.has(correlationId)) return;
    announced.add(correlationId);
    announce(t("message.failedAlert"), "assertive");
  }, [correlationId]);
}
