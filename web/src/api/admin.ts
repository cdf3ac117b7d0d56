import { request } from "./client";
import type { List } from "./types";

/* The calls of those who run this Echo. For everybody else there is nothing at these addresses. */

export type Envelope = {
  id: string;
  service: string;
  type: string;
  version: number;
  time: string;
  subject: string;
  state: "waiting" | "published";
  publishedAt: string | null;
  failure: string;
};

export type ParkedEvent = {
  id: string;
  consumer: string;
  service: string;
  /** Empty for what is no event, and can only be dropped. */
  type: string;
  version: number;
  time: string | null;
  subject: string;
  reason: string;
  retries: number;
  parkedAt: string;
};

export type EventDetail = {
  event: Envelope | null;
  data: unknown;
  parked: ParkedEvent[];
  parkedRaw: string;
};

export type Depth = { consumer: string; ready: number; waiting: number; parked: number };
export type OutboxState = { service: string; pending: number; oldest: string | null; isKnown: boolean };
export type Consumers = { bus: string; consumers: Depth[]; outboxes: OutboxState[] };

export type EventFilter = { service: string; type: string; subject: string; state: string; since: string };
export type EventPage = List<Envelope> & { missing: string[] };

/** Which parked events are meant. */
export type Which = { eventIds: string[]; consumer: string } | { all: true; consumer?: string };

const base = "/api/admin";

export const admin = {
  events: (filter: EventFilter, cursor?: string) => {
    const asked = Object.entries(filter).filter(([, value]) => value !== "");
    return request<EventPage>("GET", `${base}/events`, { query: { ...Object.fromEntries(asked), cursor } });
  },
  event: (id: string) => request<EventDetail>("GET", `${base}/events/${id}`),
  parked: () => request<{ items: ParkedEvent[]; total: number }>("GET", `${base}/parked-events`),
  replayParked: (which: Which) => request<{ events: number }>("POST", `${base}/parked-events/replay`, { body: which }),
  dropParked: (which: Which) => request<{ events: number }>("POST", `${base}/parked-events/drop`, { body: which }),
  consumers: () => request<Consumers>("GET", `${base}/consumers`),
  replay: (consumer: string, since: string) =>
    request<{ events: number; deliveries: number }>("POST", `${base}/events/replay`, { body: { consumer, since } }),
};
