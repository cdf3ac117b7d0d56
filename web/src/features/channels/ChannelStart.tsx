import { UserPlus } from "lucide-react";
import { useMembership } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Channel } from "@/api/types";
import { Button, EchoRing } from "@/design/ui";
import { channelTitle, isConversation } from "@/lib/channel";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canEditChannel, canInvite } from "@/lib/rights";

/** What stands above the first message of a channel. */
export function ChannelStart({ channel }: { channel: Channel }) {
  const me = useOwnUser().id;
  const { workspaceId, id: channelId } = channel;
  const title = channelTitle(channel, me);
  const isDirect = isConversation(channel);
  const workspace = useMembership(workspaceId);
  return (
    <section className="px-5 pt-10 pb-4 max-desk:px-3.5">
      <EchoRing />
      <h2 className="mt-3 font-display text-display">
        {isDirect ? t("direct.start.title", title) : t("channel.start.title", title)}
      </h2>
      <p className="mt-1.5 max-w-[56ch] text-body text-ink-2">
        {isDirect ? t("direct.start.text") : channel.topic || channel.description || t("channel.start.text")}
      </p>
      {!isDirect && workspace && (
        <div className="mt-5 flex flex-wrap gap-2">
          {canInvite(workspace) && (
            <Button onClick={() => openDialog({ kind: "invite-people", workspaceId })} className="[&_svg]:size-4">
              <UserPlus aria-hidden="true" />
              {t("invite.people")}
            </Button>
          )}
          {canEditChannel(channel, workspace) && !channel.topic && (
            <Button tone="plain" onClick={() => openDialog({ kind: "channel-topic", workspaceId, channelId })}>
              {t("channel.topic.set")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
