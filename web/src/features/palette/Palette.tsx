import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Hash, Lock, Search } from "lucide-react";
import { Dialog } from "radix-ui";
import { useMemo } from "react";
import { useMemberships } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import { Avatar, Badge } from "@/design/ui";
import { GroupTile } from "@/design/ui/GroupTile";
import { isConversation, othersIn } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { type Target, targetsOf } from "./targets";

type Props = { workspaceId: string; onClose: () => void };

/** Jump to a conversation by a few letters of its name. */
export default function Palette({ workspaceId, onClose }: Props) {
  const me = useOwnUser().id;
  const navigate = useNavigate();
  const { data } = useMemberships();
  const targets = useMemo(() => targetsOf(data ?? [], me, workspaceId), [data, me, workspaceId]);
  const go = ({ channel }: Target) => {
    onClose();
    const params = { workspaceId: channel.workspaceId, channelId: channel.id };
    void navigate({ to: "/w/$workspaceId/c/$channelId", params });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 animate-fade bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-30 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 animate-fade overflow-hidden rounded-xl bg-sheet shadow-float [--surface:var(--sheet)] dark:bg-raised dark:[--surface:var(--raised)] max-desk:top-3"
        >
          <Dialog.Title className="sr-only">{t("palette.title")}</Dialog.Title>
          <Command label={t("palette.title")} loop>
            <div className="flex h-14 items-center gap-3 border-line border-b px-5 text-ink-3 [&_svg]:size-[18px]">
              <Search aria-hidden="true" />
              <Command.Input
                placeholder={t("palette.placeholder")}
                className="h-full min-w-0 flex-1 bg-transparent text-[16px] text-ink outline-none"
              />
            </div>
            <Command.List
              label={t("palette.results")}
              className="max-h-[min(420px,56vh)] scroll-py-2 overflow-y-auto p-2"
            >
              <Command.Empty className="py-10 text-center text-body text-ink-3">{t("palette.empty")}</Command.Empty>
              {targets.map((target) => (
                <Command.Item
                  key={target.channel.id}
                  value={target.channel.id}
                  keywords={[target.title, target.channel.name]}
                  onSelect={() => go(target)}
                  className="flex h-10 cursor-default items-center gap-3 rounded-md px-3 text-ui text-ink-2 data-[selected=true]:bg-accent-soft data-[selected=true]:text-ink max-desk:h-12 [&>svg]:size-[18px] [&>svg]:text-ink-3"
                >
                  <Sign target={target} me={me} />
                  <span className="truncate">{target.title}</span>
                  {target.workspace.id !== workspaceId && (
                    <span className="truncate text-small text-ink-3">
                      {target.workspace.displayName || target.workspace.name}
                    </span>
                  )}
                  <span className="ml-auto">
                    {target.channel.unreadCount > 0 && <Unread channel={target.channel} />}
                  </span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const Unread = ({ channel }: Pick<Target, "channel">) =>
  isConversation(channel) ? (
    <Badge count={channel.unreadCount} label={t("row.calls", channel.unreadCount)} />
  ) : (
    <i role="img" aria-label={t("row.unread")} className="block size-[7px] rounded-full bg-accent" />
  );

function Sign({ target: { channel }, me }: { target: Target; me: string }) {
  if (channel.type === "private") return <Lock aria-hidden="true" />;
  if (channel.type === "public") return <Hash aria-hidden="true" />;
  const others = othersIn(channel, me);
  const [only] = others;
  return others.length === 1 && only ? (
    <Avatar user={only} size={20} />
  ) : (
    <GroupTile id={channel.id} count={others.length} />
  );
}
