import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, Clock, Pencil, SendHorizontal, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { scheduled } from "@/api/endpoints";
import { keys } from "@/api/keys";
import type { Scheduled } from "@/api/types";
import { IconButton, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { soonLabelOf } from "@/lib/soon";
import { Unsent } from "./Unsent";

const ChangeDialog = lazy(() => import("./ChangeDialog"));

/** A message that is to be sent at its time. */
export function ScheduledEntry({ item }: { item: Scheduled }) {
  const { id, workspaceId, parentMessageId } = item;
  const [isChanging, setChanging] = useState(false);
  const client = useQueryClient();
  const options = {
    onSettled: () => client.invalidateQueries({ queryKey: keys.scheduled(workspaceId) }),
    onError: (error: Error) => void toastError(errorText(error)),
  };
  const send = useMutation({ mutationFn: () => scheduled.sendNow(id), ...options });
  const remove = useMutation({ mutationFn: () => scheduled.remove(id), ...options });
  return (
    <>
      <Unsent
        {...item}
        threadRootId={parentMessageId}
        note={<When item={item} />}
        actions={
          <>
            <IconButton label={t("drafts.change")} onClick={() => setChanging(true)}>
              <Pencil />
            </IconButton>
            <IconButton label={t("drafts.send")} disabled={send.isPending} onClick={() => send.mutate()}>
              <SendHorizontal />
            </IconButton>
            <IconButton label={t("drafts.delete")} disabled={remove.isPending} onClick={() => remove.mutate()}>
              <Trash2 />
            </IconButton>
          </>
        }
      />
      <Suspense>{isChanging && <ChangeDialog item={item} onClose={() => setChanging(false)} />}</Suspense>
    </>
  );
}

/** Its time; or that it could not be sent then. */
function When({ item: { sendAt, state } }: { item: Scheduled }) {
  const isFailed = state === "failed";
  const Icon = isFailed ? CircleAlert : Clock;
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full px-2 py-px font-[560] text-meta [&_svg]:size-3 ${isFailed ? "bg-signal-soft text-signal" : "bg-accent-soft text-accent"}`}
    >
      <Icon aria-hidden="true" />
      {isFailed ? t("drafts.failed") : t("drafts.sendsAt", soonLabelOf(sendAt))}
    </span>
  );
}
