import { Suspense } from "react";
import { useChannel, useMemberships } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import { ChannelHeader, ChannelMissing } from "@/features/channels";
import { Conversation, Preview } from "@/features/messages";
import { channelTitle } from "@/lib/channel";

type Props = {
  workspaceId: string;
  channelId: string;
  /** Whether something else is on the screen before it. */
  isCovered?: boolean;
};

/** The raised sheet: the bar with the channel's name, and the conversation below it. */
export function ChannelSheet({ workspaceId, channelId, isCovered = false }: Props) {
  const me = useOwnUser().id;
  const { data } = useMemberships();
  const channel = useChannel(workspaceId, channelId);
  return (
    <main
      aria-label={channel && channelTitle(channel, me)}
      data-region="conversation"
      inert={isCovered}
      className="relative flex min-w-0 flex-1 flex-col overflow-hidden rounded-xl bg-sheet shadow-hairline [--surface:var(--sheet)] max-desk:animate-slide-in max-desk:rounded-none max-desk:shadow-none"
    >
      {channel && (
        <>
          <ChannelHeader channel={channel} />
          <Conversation workspaceId={workspaceId} channelId={channelId} />
        </>
      )}
      {data && !channel && (
        <Suspense>
          <ChannelMissing
            workspaceId={workspaceId}
            channelId={channelId}
            preview={(found) => <Preview channel={found} />}
          />
        </Suspense>
      )}
    </main>
  );
}
