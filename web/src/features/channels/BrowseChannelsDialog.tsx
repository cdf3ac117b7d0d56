import "@/lib/i18n/en/later/manage";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Archive, Hash } from "lucide-react";
import { useState } from "react";
import { channels } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { putChannel, useMembership } from "@/api/memberships";
import { usePages } from "@/api/pages";
import type { Channel } from "@/api/types";
import { Button, Dialog, DialogBody, toastError } from "@/design/ui";
import { PagedList } from "@/design/ui/PagedList";
import { SearchInput } from "@/design/ui/SearchInput";
import { Segments } from "@/design/ui/Segments";
import { openDialog } from "@/lib/dialogs";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { canCreateChannels } from "@/lib/rights";
import { useDebounced } from "@/lib/useDebounced";

type Props = { workspaceId: string; onClose: () => void };

/** All public channels of the workspace, with a button to join those one is not in. */
export default function BrowseChannelsDialog({ workspaceId, onClose }: Props) {
  const [text, setText] = useState("");
  const q = useDebounced(text.trim());
  const [which, setWhich] = useState<"inUse" | "archived">("inUse");
  const archived = which === "archived";
  const workspace = useMembership(workspaceId);
  const list = usePages(keys.browse(workspaceId, q, archived), (cursor) =>
    channels.browse(workspaceId, { q, cursor, archived }),
  );
  const hidden = archived ? ownArchived(workspace?.channels ?? [], q) : [];
  const empty = archived && !q ? t("channel.browse.noArchived") : t("channel.browse.empty", q);
  return (
    <Dialog title={t("channel.browse.title")} onClose={onClose}>
      <div className="flex-none px-6 pb-3 max-desk:px-4">
        <SearchInput label={t("channel.browse.search")} value={text} onChange={setText} />
      </div>
      <div className="flex flex-none items-center justify-between gap-2 px-6 pb-2 max-desk:px-4">
        <Segments
          label={t("channel.browse.which")}
          value={which}
          onChange={setWhich}
          options={[
            { value: "inUse", label: t("channel.browse.inUse") },
            { value: "archived", label: t("channel.browse.archived") },
          ]}
        />
        {workspace && canCreateChannels(workspace) && (
          <Button tone="plain" onClick={() => openDialog({ kind: "create-channel", workspaceId })}>
            {t("channel.create")}
          </Button>
        )}
      </div>
      <DialogBody className="min-h-72">
        <PagedList list={{ ...list, data: list.data && [...hidden, ...list.data] }} empty={empty}>
          {(channel) => <ChannelItem key={channel.id} channel={channel} onClose={onClose} />}
        </PagedList>
      </DialogBody>
    </Dialog>
  );
}

function ChannelItem({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const navigate = useNavigate();
  const isMember = channel.role !== "";
  const Icon = channel.isArchived ? Archive : Hash;
  const title = channel.displayName || channel.name;
  const open = () => {
    onClose();
    const params = { workspaceId: channel.workspaceId, channelId: channel.id };
    return navigate({ to: "/w/$workspaceId/c/$channelId", params });
  };
  const join = useMutation({
    mutationFn: () => channels.join(channel.workspaceId, channel.id),
    onSuccess: (joined) => {
      putChannel(joined);
      return open();
    },
    onError: (error) => void toastError(errorText(error)),
  });
  return (
    <li className="flex items-center gap-3 py-2.5">
      <Icon aria-hidden="true" className="mt-0.5 size-[18px] self-start text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-ui font-[640]">{title}</p>
        <p className="truncate text-small text-ink-3">
          {t("members.count", channel.memberCount)}
          {channel.topic && ` · ${channel.topic}`}
        </p>
      </div>
      {isMember || channel.isArchived ? (
        <Button tone="plain" onClick={open} aria-label={t("channel.openNamed", title)}>
          {t("action.open")}
        </Button>
      ) : (
        <>
          <Button tone="quiet" onClick={open} aria-label={t("channel.previewNamed", title)}>
            {t("channel.preview")}
          </Button>
          <Button busy={join.isPending} onClick={() => join.mutate()} aria-label={t("channel.joinNamed", title)}>
            {t("channel.join")}
          </Button>
        </>
      )}
    </li>
  );
}

/** The archived private channels one is in: nobody else may find them, so the server does not list them. */
const ownArchived = (list: Channel[], q: string) =>
  list.filter(({ type, isArchived, name }) => type === "private" && isArchived && name.includes(q.toLowerCase()));
