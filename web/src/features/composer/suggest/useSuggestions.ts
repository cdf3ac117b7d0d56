import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useCustomEmoji } from "@/api/emoji";
import { useMembership } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Channel } from "@/api/types";
import { loadEmoji } from "@/features/emoji";
import { useDebounced } from "@/lib/useDebounced";
import { useWindow } from "@/realtime";
import { findPeople, learnWorkspace, membersQuery } from "./facts";
import { type Option, optionsFor } from "./options";
import type { Query } from "./query";

const searchAfterMs = 150;
const none: Option[] = [];

/** What fits what is being written: at once from what is known here, then with what the server finds. */
export function useSuggestions(query: Query | null, channel: Channel): Option[] {
  const { workspaceId } = channel;
  const workspace = useMembership(workspaceId);
  const me = useOwnUser().id;
  const members = useQuery(membersQuery(channel)).data;
  const custom = useCustomEmoji(workspaceId);
  const messages = useWindow(channel.id)?.items;
  const [, setLearned] = useState(0);

  useEffect(() => {
    let isOver = false;
    const heard = () => {
      if (!isOver) setLearned((times) => times + 1);
    };
    void learnWorkspace(workspaceId).then(heard);
    return () => {
      isOver = true;
    };
  }, [workspaceId]);

  const sign = query?.sign;
  const asked = useDebounced(sign === "@" ? (query?.text ?? "") : "", searchAfterMs);
  useEffect(() => {
    let isOver = false;
    const heard = () => {
      if (!isOver) setLearned((times) => times + 1);
    };
    if (asked) findPeople(workspaceId, asked).then(heard, () => {});
    return () => {
      isOver = true;
    };
  }, [workspaceId, asked]);
  useEffect(() => {
    if (sign === ":")
      loadEmoji().then(
        () => setLearned((times) => times + 1),
        () => {},
      );
  }, [sign]);

  if (!query || !workspace) return none;
  const recent = [...new Set((messages ?? []).toReversed().map(({ author }) => author.id))];
  return optionsFor(query, { workspace, channel, me, members, recent, custom });
}
