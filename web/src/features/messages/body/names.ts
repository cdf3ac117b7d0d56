import { people } from "@/api/account";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { Author, Reaction } from "@/api/types";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { readState } from "@/realtime";

const mostNamed = 12;

/** "You, Tomas Berg and 3 more reacted with 👍": who stands behind a reaction. People not met yet are asked for. */
export async function namesOf({ emoji, count, userIds }: Reaction, workspaceId: string): Promise<string> {
  const { me } = readState();
  const first = [...userIds].sort((a, b) => Number(b === me) - Number(a === me)).slice(0, mostNamed);
  const met = authorsMet(workspaceId);
  const names = await Promise.all(first.map((id) => (id === me ? t("reactions.you") : nameOfPerson(id, met))));
  const known = names.filter((name) => name !== "");
  return t("reactions.names", known, count - known.length, emoji);
}

async function nameOfPerson(id: string, met: ReadonlyMap<string, Author>): Promise<string> {
  const known = met.get(id);
  if (known) return nameOf(known);
  const query = { queryKey: keys.person(id), queryFn: () => people.get(id), staleTime: Number.POSITIVE_INFINITY };
  return queryClient.fetchQuery(query).then(nameOf, () => "");
}

/** Everybody who has written what is held of the workspace, or is in a conversation with the reader. */
function authorsMet(workspaceId: string): ReadonlyMap<string, Author> {
  const { memberships, windows, threads } = readState();
  const channels = memberships.find(({ id }) => id === workspaceId)?.channels ?? [];
  const messages = [
    ...channels.flatMap(({ id }) => windows[id]?.items ?? []),
    ...Object.values(threads).flatMap(({ items }) => items),
  ];
  const authors = [...channels.flatMap(({ members }) => members ?? []), ...messages.map(({ author }) => author)];
  return new Map(authors.map((author) => [author.id, author]));
}
