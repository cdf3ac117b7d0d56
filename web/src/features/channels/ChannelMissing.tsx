import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Eye } from "lucide-react";
import type { ReactNode } from "react";
import { channels } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { putChannel } from "@/api/memberships";
import type { Channel } from "@/api/types";
import { Button, EmptyState, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { useGone } from "@/realtime";
import { ChannelHeader } from "./ChannelHeader";

type Props = {
  workspaceId: string;
  channelId: string;
  /** What was said in a channel that may be read without being in it. */
  preview: (channel: Channel) => ReactNode;
};

/** Instead of a conversation one is not in: a look at it and a way to join, else what became of it and a way out. */
export default function ChannelMissing({ workspaceId, channelId, preview }: Props) {
  const gone = useGone(channelId);
  const found = useQuery({
    queryKey: keys.channel(channelId),
    queryFn: () => channels.get(workspaceId, channelId),
    staleTime: 0,
    enabled: gone?.why !== "deleted",
  });
  if (found.isPending && !gone) return null;
  if (found.data?.type === "public" && gone?.why !== "deleted") {
    return (
      <>
        <ChannelHeader channel={found.data} isPreview />
        {preview(found.data)}
        <JoinBar channel={found.data} />
      </>
    );
  }
  const about = gone && (gone.why === "deleted" ? "channel.gone" : "channel.removed");
  return (
    <EmptyState
      heading="h1"
      title={gone && about ? t(`${about}.title`, gone.title) : t("channel.missing.title")}
      text={about ? t(`${about}.text`) : t("channel.missing.text")}
      action={
        <Link to="/w/$workspaceId" params={{ workspaceId }} className="font-[600] hover:underline">
          {t("channel.missing.action")}
        </Link>
      }
    />
  );
}

/** In the place of the composer. */
function JoinBar({ channel }: { channel: Channel }) {
  const join = useMutation({
    mutationFn: () => channels.join(channel.workspaceId, channel.id),
    onSuccess: putChannel,
    onError: (error) => void toastError(errorText(error)),
  });
  const name = channel.displayName || channel.name;
  return (
    <div className="mx-4 mt-2 mb-6 flex min-h-14 flex-none items-center gap-3 rounded-composer bg-sink py-2 pr-2.5 pl-4 text-ink-2 text-small max-desk:mx-2.5 max-desk:mb-3 [&>svg]:size-[17px] [&>svg]:text-ink-3">
      <Eye aria-hidden="true" />
      <p className="min-w-0 flex-1">{channel.isArchived ? t("composer.archived") : t("channel.previewing", name)}</p>
      {!channel.isArchived && (
        <Button busy={join.isPending} onClick={() => join.mutate()}>
          {t("channel.joinNamed", name)}
        </Button>
      )}
    </div>
  );
}
