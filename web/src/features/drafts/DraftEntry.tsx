import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pencil, SendHorizontal, Trash2 } from "lucide-react";
import { drafts } from "@/api/endpoints";
import { keys } from "@/api/keys";
import type { Draft } from "@/api/types";
import { IconButton, toastError } from "@/design/ui";
import { draftPlace, writeDraft } from "@/features/composer";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { soonLabelOf } from "@/lib/soon";
import { sendMessage } from "@/realtime";
import { Unsent } from "./Unsent";

/** A message that was begun. */
export function DraftEntry({ draft }: { draft: Draft }) {
  const { workspaceId, channelId, threadRootId, content, revision, updatedAt } = draft;
  const navigate = useNavigate();
  const client = useQueryClient();
  const discard = useMutation({
    mutationFn: async () => {
      writeDraft(draftPlace(channelId, threadRootId ?? undefined), "");
      await drafts.put(channelId, threadRootId, { workspaceId, content: "", revision });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.drafts(workspaceId) }),
    onError: (error) => void toastError(errorText(error)),
  });
  const send = () => {
    const reply = threadRootId ? { threadRootId, alsoSendToChannel: false } : undefined;
    sendMessage({ workspaceId, channelId }, content, reply);
    discard.mutate();
  };
  const goOn = () =>
    void navigate({
      to: "/w/$workspaceId/c/$channelId",
      params: { workspaceId, channelId },
      search: threadRootId ? { t: threadRootId } : {},
    });
  return (
    <Unsent
      {...draft}
      note={<span className="text-meta">{soonLabelOf(updatedAt)}</span>}
      actions={
        <>
          <IconButton label={t("drafts.edit")} onClick={goOn}>
            <Pencil />
          </IconButton>
          <IconButton label={t("drafts.send")} onClick={send}>
            <SendHorizontal />
          </IconButton>
          <IconButton label={t("drafts.delete")} onClick={() => discard.mutate()}>
            <Trash2 />
          </IconButton>
        </>
      }
    />
  );
}
