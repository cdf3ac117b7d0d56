import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { channels } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { putChannel } from "@/api/memberships";
import type { Channel } from "@/api/types";
import { Button, EmptyState, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

type Props = { workspaceId: string; channelId: string };

/** Instead of a conversation one is not in: a way to join it where that is allowed, else a way out. */
export function ChannelMissing({ workspaceId, channelId }: Props) {
  const found = useQuery({
    queryKey: keys.channel(channelId),
    queryFn: () => channels.get(workspaceId, channelId),
    staleTime: 0,
  });
  if (found.isPending) return null;
  if (found.data?.type === "public") return <Join channel={found.data} />;
  return (
    <EmptyState
      heading="h1"
      title={t("channel.missing.title")}
      text={t("channel.missing.text")}
      action={
        <Link to="/w/$workspaceId" params={{ workspaceId }} className="font-[600] hover:underline">
          {t("channel.missing.action")}
        </Link>
      }
    />
  );
}

function Join({ channel }: { channel: Channel }) {
  const join = useMutation({
    mutationFn: () => channels.join(channel.workspaceId, channel.id),
    onSuccess: putChannel,
    onError: (error) => void toastError(errorText(error)),
  });
  const name = channel.displayName || channel.name;
  return (
    <EmptyState
      heading="h1"
      title={t("channel.outside.title", name)}
      text={channel.topic || t("channel.outside.text")}
      action={
        <Button busy={join.isPending} onClick={() => join.mutate()}>
          {t("channel.joinNamed", name)}
        </Button>
      }
    />
  );
}
