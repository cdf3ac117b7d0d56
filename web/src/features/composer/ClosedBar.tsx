import { useMutation } from "@tanstack/react-query";
import { Archive, Eye } from "lucide-react";
import { channels } from "@/api/endpoints";
import { putChannel, useMembership } from "@/api/memberships";
import type { Channel } from "@/api/types";
import { Button, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { canArchiveChannel } from "@/lib/rights";

/** In the place of the composer where one can only read: why, and the way out of it for those who have one. */
export default function ClosedBar({ id, channel, reason }: { id: string; channel: Channel; reason: string }) {
  const workspace = useMembership(channel.workspaceId);
  const isArchived = channel.isArchived || workspace?.isArchived;
  const unarchive = useMutation({
    mutationFn: () => channels.unarchive(channel.workspaceId, channel.id),
    onSuccess: putChannel,
    onError: (error) => void toastError(errorText(error)),
  });
  return (
    <div
      id={id}
      tabIndex={-1}
      className="mx-4 flex min-h-14 flex-none items-center gap-3 rounded-composer bg-sink py-2 pr-2.5 pl-4 text-ink-2 text-small outline-none max-desk:mx-2.5 [&>svg]:size-[17px] [&>svg]:text-ink-3"
    >
      {isArchived ? <Archive aria-hidden="true" /> : <Eye aria-hidden="true" />}
      <p className="min-w-0 flex-1">{reason}</p>
      {channel.isArchived && workspace && canArchiveChannel(channel, workspace) && (
        <Button tone="plain" busy={unarchive.isPending} onClick={() => unarchive.mutate()} className="bg-sheet">
          {t("channel.unarchive")}
        </Button>
      )}
    </div>
  );
}
