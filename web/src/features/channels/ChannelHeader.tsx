import { Link } from "@tanstack/react-router";
import { ChevronLeft, Hash, Lock } from "lucide-react";
import { useOwnUser } from "@/api/session";
import type { Channel } from "@/api/types";
import { AvatarStack } from "@/design/ui";
import { PinButton } from "@/features/pins";
import { InStep } from "@/features/step";
import { channelTitle, isConversation, nameOf, othersIn } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { ChannelMenu } from "./ChannelMenu";
import { MembersButton } from "./MembersButton";

type Props = {
  channel: Channel;
  /** Whether it is only looked at, by someone who is not in it. */
  isPreview?: boolean;
};

/** The top bar of the conversation: what it is called, what it is about, and who is in it. */
export function ChannelHeader({ channel, isPreview = false }: Props) {
  const me = useOwnUser().id;
  const isDirect = isConversation(channel);
  const others = othersIn(channel, me);
  const aside = isDirect ? handles(channel, me) : channel.topic;
  return (
    <header className="flex h-14 flex-none items-center gap-2.5 border-line border-b pr-3 pl-5 max-desk:gap-0 max-desk:pr-1 max-desk:pl-0.5">
      <Link
        to="/w/$workspaceId"
        params={{ workspaceId: channel.workspaceId }}
        aria-label={t("channel.back")}
        className="grid size-11 flex-none place-items-center text-ink-2 desk:hidden [&_svg]:size-[21px]"
      >
        <ChevronLeft />
      </Link>
      <div className="flex min-w-0 flex-1 items-center gap-[11px] max-desk:flex-col max-desk:items-start max-desk:gap-0">
        {isDirect && (
          <span className="flex-none max-desk:hidden">
            <AvatarStack users={others} size={24} />
          </span>
        )}
        <h1 className="flex max-w-full flex-none items-center gap-[7px] font-display text-title max-desk:leading-[21px] [&_svg]:size-[18px] max-desk:[&_svg]:size-4 [&_svg]:stroke-2 [&_svg]:text-ink-3">
          <Sign type={channel.type} />
          <span className="truncate">{channelTitle(channel, me)}</span>
        </h1>
        {aside && (
          <p className="min-w-0 truncate border-line-2 border-l pl-[11px] text-[13.5px] leading-[18px] text-ink-3 max-desk:hidden">
            {aside}
          </p>
        )}
        <p className="text-[12.5px] leading-4 text-ink-3 desk:hidden">
          {isDirect ? aside : t("members.count", channel.memberCount)}
        </p>
      </div>
      {!isPreview && (
        <>
          <InStep workspaceId={channel.workspaceId} channelId={channel.id} />
          <MembersButton channel={channel} />
          <PinButton channel={channel} />
          <ChannelMenu channel={channel} />
        </>
      )}
    </header>
  );
}

function Sign({ type }: Pick<Channel, "type">) {
  if (type === "private") return <Lock aria-label={t("channel.private")} />;
  if (type === "public") return <Hash aria-hidden="true" />;
  return null;
}

function handles(channel: Channel, me: string): string {
  const others = othersIn(channel, me);
  const [only] = others;
  if (others.length === 1 && only) return t("account.handle", only.username);
  return others.map(nameOf).join(", ");
}
