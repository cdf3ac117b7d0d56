import { Hash, Lock } from "lucide-react";
import { useState } from "react";
import { useMemberships } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Channel, Message } from "@/api/types";
import { Avatar, Button, Dialog, DialogActions, DialogBody, TextArea, toast } from "@/design/ui";
import { SearchInput } from "@/design/ui/SearchInput";
import { channelTitle, isConversation, othersIn } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { sendMessage } from "@/realtime";
import { Quoted } from "../body/Quoted";
import { addressOf } from "./acts";

type Props = { message: Message; onClose: () => void };

const mostShown = 40;

/** Sends the address of a message to another channel, with words of one's own. There it is drawn as the message. */
export default function ForwardDialog({ message, onClose }: Props) {
  const { workspaceId } = message;
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<Channel | null>(null);
  const [words, setWords] = useState("");
  const me = useOwnUser().id;
  const shown = useTargets(workspaceId, query, me);

  const send = () => {
    if (!chosen) return;
    sendMessage({ workspaceId, channelId: chosen.id }, [words.trim(), addressOf(message)].filter(Boolean).join("\n"));
    void toast(t("forward.done", channelTitle(chosen, me)));
    onClose();
  };
  return (
    <Dialog title={t("message.forward")} onClose={onClose}>
      <DialogBody className="flex flex-col gap-3.5">
        <SearchInput label={t("forward.search")} value={query} onChange={setQuery} />
        <ul aria-label={t("forward.targets")} className="-mx-2 h-52 flex-none overflow-y-auto">
          {shown.map((channel) => (
            <li key={channel.id}>
              <button
                type="button"
                aria-pressed={channel.id === chosen?.id}
                onClick={() => setChosen(channel)}
                className={cx(
                  "flex h-(--row) w-full items-center gap-[9px] rounded-md px-2 text-left text-ui [&_svg]:size-4",
                  channel.id === chosen?.id
                    ? "bg-accent-soft font-[600] text-accent"
                    : "text-ink hover:bg-row-hover [&_svg]:text-ink-3",
                )}
              >
                <Sign channel={channel} me={me} />
                <span className="truncate">{channelTitle(channel, me)}</span>
              </button>
            </li>
          ))}
          {shown.length === 0 && <li className="px-2 py-6 text-center text-ink-3 text-small">{t("forward.none")}</li>}
        </ul>
        <TextArea label={t("forward.words")} value={words} onChange={setWords} rows={2} />
        <Quoted message={message} />
      </DialogBody>
      <DialogActions onCancel={onClose}>
        <Button onClick={send} disabled={!chosen}>
          {t("forward.send")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** The conversations one can write to, the ones used last first. */
function useTargets(workspaceId: string, query: string, me: string): Channel[] {
  const { data } = useMemberships();
  const words = query.trim().toLowerCase();
  const channels = data?.find(({ id }) => id === workspaceId)?.channels ?? [];
  return channels
    .filter((c) => !c.isArchived && c.role !== "viewer" && channelTitle(c, me).toLowerCase().includes(words))
    .sort((a, b) => (b.lastActivityAt ?? "").localeCompare(a.lastActivityAt ?? ""))
    .slice(0, mostShown);
}

function Sign({ channel, me }: { channel: Channel; me: string }) {
  if (!isConversation(channel)) return channel.type === "private" ? <Lock /> : <Hash />;
  const [first] = othersIn(channel, me);
  return first ? <Avatar user={first} size={18} /> : <Hash />;
}
