import { useId } from "react";
import type { Author } from "@/api/types";
import { Avatar } from "@/design/ui";
import { PeoplePicker } from "@/features/channels";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";

type Props = { workspaceId: string; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void };

/** The people of the workspace, each in the group or not. */
export function MemberChoice({ workspaceId, chosen, onChange }: Props) {
  const id = useId();
  const toggle = (userId: string) =>
    onChange(chosen.includes(userId) ? chosen.filter((one) => one !== userId) : [...chosen, userId]);
  return (
    <fieldset aria-labelledby={id}>
      <p id={id} className="mb-1.5 flex justify-between font-[600] text-small">
        {t("groups.members")}
        <span className="font-[450] text-ink-3">{t("groups.count", chosen.length)}</span>
      </p>
      <PeoplePicker workspaceId={workspaceId} without={[]}>
        {(user) => <Choice user={user} checked={chosen.includes(user.id)} onToggle={() => toggle(user.id)} />}
      </PeoplePicker>
    </fieldset>
  );
}

const Choice = ({ user, checked, onToggle }: { user: Author; checked: boolean; onToggle: () => void }) => (
  <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2 hover:bg-row-hover">
    <Avatar user={user} size={28} />
    <span className="min-w-0 flex-1 truncate text-ui">
      {nameOf(user)} <span className="text-ink-3">{t("account.handle", user.username)}</span>
    </span>
    <input type="checkbox" checked={checked} onChange={onToggle} className="size-4 accent-accent" />
  </label>
);
