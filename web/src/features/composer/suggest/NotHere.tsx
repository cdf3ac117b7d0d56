import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { channels } from "@/api/endpoints";
import type { Channel } from "@/api/types";
import { toastError } from "@/design/ui";
import { channelTitle, isConversation, nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { membersQuery, outsiders } from "./facts";
import { namesIn } from "./query";

type Props = { channel: Channel; text: string; isQuiet: boolean };

/** Says who is named but would not see it, and offers to add them. */
export function NotHere({ channel, text, isQuiet }: Props) {
  const client = useQueryClient();
  const members = useQuery(membersQuery(channel)).data;
  const names = isConversation(channel) || !text.includes("@") ? [] : namesIn(text);
  const people = members && names.length > 0 ? outsiders(channel.workspaceId, names, members) : [];
  const add = useMutation({
    mutationFn: async () => {
      for (const { id } of people) await channels.addMember(channel.workspaceId, channel.id, id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["suggest", channel.workspaceId, channel.id] }),
    onError: (error) => void toastError(errorText(error)),
  });
  if (people.length === 0 || isQuiet) return null;
  const who = people.slice(0, 3).map(nameOf).join(", ");
  return (
    <div
      role="status"
      className="flex items-center gap-2.5 border-line border-b px-4 py-1.5 text-ink-2 text-small max-desk:w-full [&_svg]:size-4 [&_svg]:text-ink-3"
    >
      <UserPlus aria-hidden="true" />
      <span className="min-w-0 flex-1 truncate">
        {t("suggest.outside", who, Math.max(0, people.length - 3), channelTitle(channel, ""))}
      </span>
      <button
        type="button"
        disabled={add.isPending}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => add.mutate()}
        className="flex-none rounded-sm font-[600] text-accent hover:underline"
      >
        {t("suggest.add")}
      </button>
    </div>
  );
}
