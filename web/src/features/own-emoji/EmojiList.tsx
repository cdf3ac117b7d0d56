import "@/lib/i18n/en/later/emoji";
import { useQuery } from "@tanstack/react-query";
import { SmilePlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { customEmojiQuery } from "@/api/emoji";
import { useOwnUser } from "@/api/session";
import type { CustomEmoji, Membership } from "@/api/types";
import { Button, EmptyState, IconButton, toast } from "@/design/ui";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { PagedList } from "@/design/ui/PagedList";
import { SearchInput } from "@/design/ui/SearchInput";
import { nameOf } from "@/lib/channel";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canAddEmoji, canRemoveEmoji } from "@/lib/rights";
import { dateOf } from "@/lib/time";
import { removeEmoji } from "./calls";

/** As many as are drawn before one asks for more. */
const atFirst = 100;

/** The emoji of a workspace's own: who added them, and the ways to add and to remove some. */
export function EmojiList({ workspace }: { workspace: Membership }) {
  const [text, setText] = useState("");
  const [shown, setShown] = useState(atFirst);
  const { data, error, refetch } = useQuery(customEmojiQuery(workspace.id));
  const found = data?.filter(({ name }) =>
    name.includes(
      text
        .trim()
        .toLowerCase()
        .replaceAll(/[\s:]+/g, ""),
    ),
  );
  const add = canAddEmoji(workspace) && (
    <Button
      className="h-10 [&_svg]:size-4"
      onClick={() => openDialog({ kind: "add-emoji", workspaceId: workspace.id })}
    >
      <SmilePlus aria-hidden="true" />
      {t("emoji.own.add")}
    </Button>
  );
  if (data?.length === 0)
    return <EmptyState title={t("emoji.own.none")} text={t("emoji.own.none.text")} action={add} />;
  return (
    <>
      <div className="mb-3 flex gap-2 max-desk:flex-wrap">
        <SearchInput label={t("emoji.own.search")} value={text} onChange={setText} />
        {add}
      </div>
      <p className="mb-1 text-ink-3 text-meta tabular-nums">{data && t("emoji.own.count", data.length)}</p>
      <PagedList
        list={{
          data: found?.slice(0, shown),
          error,
          refetch,
          hasNextPage: (found?.length ?? 0) > shown,
          isFetchingNextPage: false,
          fetchNextPage: () => setShown(shown + atFirst),
        }}
        empty={t("emoji.own.notFound", text.trim())}
      >
        {(emoji) => <Item key={emoji.name} emoji={emoji} workspace={workspace} />}
      </PagedList>
    </>
  );
}

function Item({ emoji, workspace }: { emoji: CustomEmoji; workspace: Membership }) {
  const { name, url, createdBy, createdAt } = emoji;
  const me = useOwnUser().id;
  const [asked, setAsked] = useState(false);
  return (
    <li className="flex min-h-16 items-center gap-3.5 py-2">
      <span className="grid size-11 flex-none place-items-center rounded-lg bg-sink">
        <img src={url} alt="" loading="lazy" className="size-7 object-contain" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-[640] text-ui">:{name}:</p>
        <p className="truncate text-ink-3 text-small">{t("emoji.own.by", nameOf(createdBy), dateOf(createdAt))}</p>
      </div>
      {canRemoveEmoji(workspace, createdBy.id === me) && (
        <IconButton label={t("emoji.own.removeNamed", name)} onClick={() => setAsked(true)}>
          <Trash2 />
        </IconButton>
      )}
      {asked && (
        <ConfirmDialog
          danger
          title={t("emoji.own.remove.confirm", name)}
          text={t("emoji.own.remove.text", name)}
          action={t("emoji.own.remove")}
          onConfirm={async () => {
            await removeEmoji(workspace.id, name);
            void toast(t("emoji.own.removed", name));
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
}
