import { useEffect, useMemo } from "react";
import { queryClient } from "@/api/query";
import { useOwnUser } from "@/api/session";
import type { Membership } from "@/api/types";
import { othersIn } from "@/lib/channel";

/** As many people as are asked about; those one has talked to last come first. */
const most = 20;

/**
 * Learns how the people are with whom one talks in twos, for the marks beside their names: one after another, so that
 * nothing the person waits for has to wait for it. What changes later, the server tells.
 */
export function useAcquaintance(workspace: Membership | undefined) {
  const me = useOwnUser().id;
  const ids = useMemo(() => (workspace ? directPartners(workspace, me).join() : ""), [workspace, me]);
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      for (const id of ids.split(",").filter(Boolean)) {
        const { personQuery } = await import("./usePerson");
        if (isOver) return;
        await queryClient
          .fetchQuery({ ...personQuery(id), staleTime: Number.POSITIVE_INFINITY })
          .catch(() => undefined);
      }
    };
    void ask();
    return () => {
      isOver = true;
    };
  }, [ids]);
}

export function directPartners({ channels }: Membership, me: string): string[] {
  const directs = channels
    .filter(({ type }) => type === "direct")
    .sort((a, b) => (b.lastActivityAt ?? "").localeCompare(a.lastActivityAt ?? ""));
  const partners = directs.flatMap((channel) => {
    const others = othersIn(channel, me).filter(({ id }) => id !== me);
    return others.length === 1 ? others.map(({ id }) => id) : [];
  });
  return [...new Set(partners)].slice(0, most).sort();
}
