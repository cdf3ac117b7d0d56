import "@/lib/i18n/en/later/groups";
import { useQuery } from "@tanstack/react-query";
import { workspaces } from "@/api/endpoints";
import { useGroups } from "@/api/groups";
import { keys } from "@/api/keys";
import type { Author, Group } from "@/api/types";
import { Avatar, Skeleton } from "@/design/ui";
import { AnchoredCard } from "@/design/ui/AnchoredCard";
import { GuestChip, openProfile } from "@/features/profile";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { usePresence } from "@/realtime";

/** As many of its people as the card shows, and the server tells at once. */
const most = 100;

type Props = { workspaceId: string; groupId: string; anchor: HTMLElement; onClose: () => void };

/** What a group that was mentioned is, and who is in it. */
export default function GroupCard({ workspaceId, groupId, anchor, onClose }: Props) {
  const group = useGroups(workspaceId).find(({ id }) => id === groupId);
  if (!group) return null;
  const { handle, displayName, description, memberCount } = group;
  return (
    <AnchoredCard label={t("groups.card", handle)} anchor={anchor} onClose={onClose}>
      <div className="px-5 pt-4 pb-3">
        <p className="font-display text-title [overflow-wrap:anywhere]">{displayName}</p>
        <p className="text-ink-3 text-small [overflow-wrap:anywhere]">
          {t("account.handle", handle)} · {t("groups.count", memberCount)}
        </p>
        {description && <p className="mt-2 text-ink-2 text-small [overflow-wrap:anywhere]">{description}</p>}
      </div>
      {memberCount > 0 && <Members group={group} anchor={anchor} onClose={onClose} />}
    </AnchoredCard>
  );
}

function Members({ group: { workspaceId, userIds }, ...card }: Pick<Props, "anchor" | "onClose"> & { group: Group }) {
  const ids = userIds.slice(0, most).join();
  const { data, error } = useQuery({
    queryKey: [...keys.workspaceMembers(workspaceId), ids],
    queryFn: () => workspaces.members(workspaceId, { ids }),
  });
  const more = userIds.length - most;
  return (
    <div className="border-line border-t">
      {error && (
        <p role="alert" className="px-5 py-3 text-ink-2 text-small">
          {errorText(error)}
        </p>
      )}
      {!data && !error && <Skeleton className="mx-5 my-4 h-6 w-40" />}
      <ul aria-label={t("groups.members")} className="max-h-72 overflow-y-auto p-1.5">
        {data?.items.map(({ user }) => (
          <Person key={user.id} user={user} workspaceId={workspaceId} {...card} />
        ))}
        {more > 0 && <li className="px-3.5 py-2 text-ink-3 text-small">{t("groups.more", more)}</li>}
      </ul>
    </div>
  );
}

type PersonProps = Omit<Props, "groupId"> & { user: Author };

function Person({ user, workspaceId, anchor, onClose }: PersonProps) {
  const presence = usePresence(workspaceId, user.id)?.presence;
  const open = () => {
    onClose();
    openProfile(user, anchor);
  };
  return (
    <li>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={open}
        className="flex min-h-10 w-full items-center gap-2.5 rounded-md px-3.5 text-left hover:bg-row-hover max-desk:min-h-11"
      >
        <Avatar user={user} size={26} presence={presence} />
        <span className="truncate text-ui">{nameOf(user)}</span>
        <GuestChip workspaceId={workspaceId} userId={user.id} />
      </button>
    </li>
  );
}
