import { eventRate, positionOf, readState, vitals } from "@/realtime";

export type Line = { id: string; name: string; values: (string | number)[] };

export const columns = ["lastMessageNo", "from", "to", "head", "changeNo", "changeHead", "missing", "live"] as const;

/** Where each channel stands whose messages are held, those with something missing first. */
export function positions(): Line[] {
  const { memberships, windows } = readState();
  return memberships
    .flatMap((m) => m.channels)
    .flatMap((channel) => {
      const window = windows[channel.id];
      if (!window) return [];
      const { from, to, head, changeNo, changeHead, missing, isLive } = positionOf(window);
      const values = [channel.lastMessageNo, from, to, head, changeNo, changeHead, missing, isLive ? "yes" : "no"];
      return [{ id: channel.id, name: channel.displayName || channel.name || channel.id, values }];
    })
    .sort((a, b) => Number(b.values[6]) - Number(a.values[6]) || a.name.localeCompare(b.name));
}

/** How the line has done, as names and values. */
export function lineFacts(latencyMs: number | null, now = Date.now()): [name: string, value: string][] {
  const since = (at: number) => (at === 0 ? "never" : `${Math.round((now - at) / 1000)} s ago`);
  return [
    ["transport", vitals.transport() || "none"],
    ["latency", latencyMs === null ? "…" : `${Math.round(latencyMs)} ms`],
    ["connected", since(vitals.lastUpAt)],
    ["last lost", since(vitals.lastDownAt)],
    ["reconnects", String(Math.max(0, vitals.connects - 1))],
    ["resyncs", String(vitals.resyncs)],
    ["events", String(vitals.events)],
    ["events per second", eventRate(now).toFixed(1)],
    ["holes seen", String(vitals.holes)],
    ["page opened", since(vitals.openedAt)],
  ];
}

/** All of it as text, to be pasted into a report. */
export function asText(facts: [string, string][], lines: Line[]): string {
  const head = ["channel", ...columns].join("\t");
  const rows = lines.map(({ id, values }) => [id, ...values].join("\t"));
  return [...facts.map(([name, value]) => `${name}: ${value}`), "", head, ...rows].join("\n");
}
