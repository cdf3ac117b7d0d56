import { useQuery } from "@tanstack/react-query";
import { people } from "@/api/account";
import { keys } from "@/api/keys";
import type { Message } from "@/api/types";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { dayLabelOf, timeOf } from "@/lib/time";

/** Who pinned a message, and when. */
export function PinnedBy({ message: { pinnedBy, pinnedAt } }: { message: Message }) {
  const { data } = useQuery({
    queryKey: keys.person(pinnedBy ?? ""),
    queryFn: () => people.get(pinnedBy ?? ""),
    enabled: pinnedBy !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data || !pinnedAt) return null;
  return <span>{t("pins.by", nameOf(data), `${dayLabelOf(pinnedAt)}, ${timeOf(pinnedAt)}`)}</span>;
}
