import { Hash, Lock } from "lucide-react";
import { memo } from "react";
import type { Author, Channel } from "@/api/types";
import { Avatar } from "@/design/ui";
import { GroupTile } from "@/design/ui/GroupTile";
import { useHasDraft } from "@/features/composer";
import { StatusEmoji } from "@/features/profile";
import { callsOf, othersIn } from "@/lib/channel";
import { useIsNarrow } from "@/lib/useMedia";
import { usePresence } from "@/realtime";
import { Row } from "./Row";

type Props = { channel: Channel; title: string; me: string; selected: boolean };

/** Redrawn only when its own channel changes: the list is long and messages come often. */
export const ChannelRow = memo(function ChannelRow({ channel, title, me, selected }: Props) {
  const draft = useHasDraft(channel.id);
  const isMuted = channel.isMuted ?? false;
  return (
    <Row
      link={{ to: "/w/$workspaceId/c/$channelId", params: { workspaceId: channel.workspaceId, channelId: channel.id } }}
      channelId={channel.id}
      lead={<Lead channel={channel} me={me} />}
      title={title}
      selected={selected}
      unread={channel.unreadCount > 0}
      muted={isMuted}
      calls={callsOf(channel)}
      draft={draft}
      trail={<StatusOf channel={channel} me={me} />}
    />
  );
});

function Lead({ channel, me }: { channel: Channel; me: string }) {
  const size = useIsNarrow() ? 28 : 20;
  if (channel.type === "private") return <Lock aria-hidden="true" />;
  if (channel.type === "public") return <Hash aria-hidden="true" />;
  const others = othersIn(channel, me);
  const [only] = others;
  if (others.length === 1 && only) return <PersonLead user={only} workspaceId={channel.workspaceId} size={size} />;
  return <GroupTile id={channel.id} count={others.length} size={size} />;
}

/** What the other one of two says of themselves. */
function StatusOf({ channel, me }: { channel: Channel; me: string }) {
  const [only, ...more] = channel.type === "direct" ? othersIn(channel, me) : [];
  return only && more.length === 0 ? <StatusEmoji userId={only.id} /> : null;
}

/** The other person, and whether they are there. */
function PersonLead({ user, workspaceId, size }: { user: Author; workspaceId: string; size: number }) {
  const presence = usePresence(workspaceId, user.id)?.presence;
  return <Avatar user={user} size={size} presence={presence} />;
}
