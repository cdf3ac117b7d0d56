import "@/lib/i18n/en/later/groups";
import { useQuery } from "@tanstack/react-query";
import { workspaces } from "@/api/endpoints";
import { useGroups } from "@/api/groups";
import { keys } from "@/api/keys";
import type { Author } from "@/api/types";
import { Avatar } from "@/design/ui";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { usePresence } from "@/realtime";

type Props = { workspaceId: string; groupId: string };

/** Who is in a group that was mentioned: what it is, and its people as far as the list of members begins with them. */
export function GroupMembers({ workspaceId, groupId }: Props) {
  const group = useGroups(workspaceId).find(({ id }) => id === groupId);
  const { data } = useQuery({
    queryKey: [...keys.workspaceMembers(workspaceId), "all"],
    queryFn: () => workspaces.members(workspaceId, {}),
  });
  if (!group) return null;
  const people = data?.items.filter(({ user }) => group.userIds.includes(user.id)) ?? [];
  return (
    <>
      <p className="font-display text-title">{group.displayName}</p>
      <p className="text-ink-3 text-small">
        {t("account.handle", group.handle)} · {t("groups.count", group.memberCount)}
      </p>
      {group.description && <p className="mt-2 text-ink-2 text-small">{group.description}</p>}
      <ul className="mt-3 max-h-60 overflow-y-auto">
        {people.map(({ user }) => (
          <Person key={user.id} user={user} workspaceId={workspaceId} />
        ))}
      </ul>
    </>
  );
}

function Person({ user, workspaceId }: { user: Author; workspaceId: string }) {
  const presence = usePresence(workspaceId, user.id)?.presence;
  return (
    <li className="flex min-h-10 items-center gap-2.5">
      <Avatar user={user} size={26} presence={presence} />
      <span className="truncate text-ui">{nameOf(user)}</span>
    </li>
  );
}
