import "@/lib/i18n/en/later/tools";
import { useNavigate } from "@tanstack/react-router";
import { Command, defaultFilter } from "cmdk";
import { Hash, Lock, Search } from "lucide-react";
import { Dialog } from "radix-ui";
import { useMemo, useState } from "react";
import { useMemberships } from "@/api/memberships";
import { usePreferences } from "@/api/preferences";
import { useOwnUser } from "@/api/session";
import { Avatar, Badge, Kbd } from "@/design/ui";
import { GroupTile } from "@/design/ui/GroupTile";
import { callsOf, othersIn } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { commandsFor } from "./commands";
import { type Target, targetsOf } from "./targets";

type Props = { workspaceId: string; onClose: () => void };

/** Jump to a conversation by a few letters of its name. */
export default function Palette({ workspaceId, onClose }: Props) {
  const me = useOwnUser().id;
  const navigate = useNavigate();
  const { data } = useMemberships();
  const [search, setSearch] = useState("");
  const chosen = usePreferences();
  const workspace = data?.find(({ id }) => id === workspaceId);
  const wantsCommand = search.startsWith(">");
  const commands = workspace && search !== "" ? commandsFor(workspace, chosen, pages(navigate, workspaceId)) : [];
  const targets = useMemo(() => targetsOf(data ?? [], me, workspaceId), [data, me, workspaceId]);
  const filter = useMemo(() => scoreIn(targets), [targets]);
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
          <Command label={t("palette.title")} loop filter={filter}>
            <div className="flex h-14 items-center gap-3 border-line border-b px-5 text-ink-3 [&_svg]:size-[18px]">
              <Search aria-hidden="true" />
              <Command.Input
                value={search}
                onValueChange={setSearch}
                placeholder={t("palette.placeholder")}
                className="h-full min-w-0 flex-1 bg-transparent text-[16px] text-ink outline-none"
              />
            </div>
            <Command.List
              label={t("palette.results")}
              className="max-h-[min(420px,56vh)] scroll-py-2 overflow-y-auto p-2"
            >
              <Command.Empty className="py-10 text-center text-body text-ink-3">{t("palette.empty")}</Command.Empty>
              {(wantsCommand ? [] : targets).map((target) => (
                <Command.Item
                  key={target.channel.id}
                  value={target.channel.id}
                  keywords={[target.title, target.channel.name]}
                  onSelect={() => go(target)}
                  className={row}
                >
                  <Sign target={target} me={me} />
                  <span className="truncate">{target.title}</span>
                  {target.workspace.id !== workspaceId && (
                    <span className="truncate text-small text-ink-3">
                      {target.workspace.displayName || target.workspace.name}
                    </span>
                  )}
                  <span className="ml-auto flex">
                    {target.channel.unreadCount > 0 && <Unread channel={target.channel} />}
                  </span>
                </Command.Item>
              ))}
              {commands.length > 0 && (
                <Command.Group heading={t("command.heading")} className={group}>
                  {commands.map(({ id, label, icon: Icon, keys, run }) => (
                    <Command.Item
                      key={id}
                      value={`command ${id}`}
                      keywords={[label]}
                      onSelect={() => {
                        onClose();
                        run();
                      }}
                      className={row}
                    >
                      <Icon aria-hidden="true" />
                      <span className="truncate">{label}</span>
                      {keys && (
                        <span className="ml-auto">
                          <Kbd>{keys}</Kbd>
                        </span>
                      )}
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const row =
  "flex h-10 cursor-default items-center gap-3 rounded-md px-3 text-ui text-ink-2 data-[selected=true]:bg-accent-soft data-[selected=true]:text-ink max-desk:h-12 [&>svg]:size-[18px] [&>svg]:text-ink-3";
const group =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-[600] [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-meta";

const pages = (navigate: ReturnType<typeof useNavigate>, workspaceId: string) => ({
  settings: () => void navigate({ to: "/settings" }),
  workspaceSettings: () => void navigate({ to: "/w/$workspaceId/settings", params: { workspaceId } }),
});

/** How well a search fits; of two that fit alike, what is unread and recent goes first. `>` asks for commands alone. */
function scoreIn(targets: readonly Target[]) {
  const ranks = new Map(targets.map(({ channel }, rank) => [channel.id, rank]));
  return (value: string, search: string, keywords?: string[]) => {
    const wanted = search.replace(/^>\s*/, "");
    const [name = "", ...others] = keywords ?? [];
    const score = defaultFilter(name, wanted, others);
    const rank = ranks.get(value);
    return score === 0 || rank === undefined ? score : score + 0.1 / (1 + rank);
  };
}

const Unread = ({ channel }: Pick<Target, "channel">) =>
  callsOf(channel) > 0 ? (
    <Badge count={callsOf(channel)} label={t("row.calls", callsOf(channel))} />
  ) : (
    <i role="img" aria-label={t("row.unread")} className="block size-[7px] rounded-full bg-accent" />
  );

function Sign({ target: { channel }, me }: { target: Target; me: string }) {
  if (channel.type === "private") return <Lock aria-hidden="true" />;
  if (channel.type === "public") return <Hash aria-hidden="true" />;
  const others = othersIn(channel, me);
  const [only] = others;
  return others.length === 1 && only ? (
    <Avatar user={only} size={18} />
  ) : (
    <GroupTile id={channel.id} count={others.length} size={18} />
  );
}
