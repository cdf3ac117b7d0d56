import type { At } from "@/api/endpoints";

const most = 2;
const ids = "[A-Za-z0-9_-]{1,64}";

/** The messages of this Echo that a text has the addresses of: the first two. */
export function permalinksIn(text: string, origin = location.origin): At[] {
  if (!text.includes(`${origin}/w/`)) return [];
  const pattern = new RegExp(`${escaped(origin)}/w/(${ids})/c/(${ids})\\?([\\w=&-]*)`, "g");
  const found = new Map<string, At>();
  for (const [, workspaceId = "", channelId = "", search] of text.matchAll(pattern)) {
    const params = new URLSearchParams(search);
    const id = params.get("m") ?? params.get("r");
    if (id && new RegExp(`^${ids}$`).test(id)) found.set(id, { workspaceId, channelId, id });
  }
  return [...found.values()].slice(0, most);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
