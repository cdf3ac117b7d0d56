import { keys } from "@/api/keys";
import { fetchedMemberships } from "@/api/memberships";
import { queryClient } from "@/api/query";
import { setOwnUser } from "@/api/session";
import type { Membership, Message } from "@/api/types";
import { forgetActs, openActs } from "./acts";
import { announceMessage, forgetAnnouncements } from "./announcer";
import { apply } from "./apply";
import { applyMemberships, findChannel } from "./apply-memberships";
import { forgetHoles, watchHoles } from "./catchup";
import { connection } from "./connection";
import type { RealtimeEvent } from "./events";
import { fetchMemberships, forgetFacts, runEffect, watchTallies } from "./facts";
import { forgetGone } from "./gone";
import { startIdleWatch } from "./idle";
import { createInbox } from "./inbox";
import { followInboxes } from "./inboxes";
import { tellListeners } from "./listen";
import { openOutbox } from "./outgoing";
import { followPresence } from "./presence";
import { flushReceipts, forgetReceipts, openReceipts } from "./receipts";
import type { Effect } from "./state";
import { forgetAll, onTallies, onWindows, readState, update } from "./store";
import { forgetTyping, hearTyping, setTypingWire, stopTyping } from "./typing";
import { countEvents, countHoles, vitals } from "./vitals";
import { openWire } from "./wire";

/** A tab hidden for longer may have been asleep, with its socket's death unnoticed. */
const sleepMs = 60_000;
const retryMs = 3000;

/**
 * Keeps the app in step with the server for the person signed in, until the returned function is called.
 *
 * Live events are hints; what makes the state exact is the order of resync: first be in every room, then ask how far
 * each channel goes, then fill what is missing. Nothing can fall between these steps.
 */
export function startSync(userId: string): () => void {
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hasBeenUp = false;
  /** Whether what is held may be older than the connection. */
  let wasAway = false;
  const outbox = openOutbox(userId);
  const acts = openActs(userId);
  void openReceipts(userId);
  const inbox = createInbox(receive);
  const wire = openWire({
    onUp: () => {
      wasAway ||= hasBeenUp || connection.state() === "reconnecting";
      hasBeenUp = true;
      connection.up();
      vitals.connects += 1;
      vitals.lastUpAt = Date.now();
      outbox.kick();
      acts.kick();
      void flushReceipts();
      void resync();
    },
    onDown: () => {
      vitals.lastDownAt = Date.now();
      connection.down();
    },
    onEvent: inbox.put,
  });
  setTypingWire(wire);
  vitals.transport = wire.transport;
  connection.down();

  const joinAll = () => wire.join(readState().memberships.map((m) => m.id));

  async function resync(): Promise<void> {
    clearTimeout(retry);
    if (!wire.isUp()) return;
    vitals.resyncs += 1;
    try {
      await joinAll();
      await fetchMemberships();
      if (await joinAll()) await fetchMemberships();
      tellListeners({ type: "resync", payload: {} });
      if (wasAway) await (await import("./saved")).catchUpSaved();
      wasAway = false;
    } catch {
      retry = setTimeout(resync, retryMs);
    }
  }

  /** A workspace that came into the list: what happened before its room was joined is asked for. */
  async function joinNew(): Promise<void> {
    try {
      if (wire.isUp() && (await joinAll())) await fetchMemberships();
    } catch {
      // The next reconnect does it again.
    }
  }

  const stops = [
    later(async () => (await import("./kept-pages")).keepPages(userId)),
    countHoles(),
    onWindows(watchHoles),
    onTallies(watchTallies),
    onMemberships((fetched) => {
      update((state) => applyMemberships(state, fetched));
      void joinNew();
    }),
    onWake(() => void resync()),
    followInboxes(),
    followPresence(wire),
    startIdleWatch((state) => wire.tellPresence(state)),
    onWindowEvent("online", () => {
      outbox.kick();
      acts.kick();
      wire.hurry();
    }),
  ];

  return () => {
    clearTimeout(retry);
    for (const stop of stops) stop();
    wire.close();
    inbox.close();
    outbox.stop();
    acts.stop();
    setTypingWire(null);
    connection.reset();
    for (const forget of [
      forgetHoles,
      forgetActs,
      forgetFacts,
      forgetReceipts,
      forgetTyping,
      forgetAnnouncements,
      forgetGone,
      forgetAll,
    ]) {
      forget();
    }
  };
}

/** Takes in events, in one change of the state; then does what they ask for. */
function receive(events: readonly RealtimeEvent[]): void {
  countEvents(events.length);
  const effects: Effect[] = [];
  update((state) =>
    events.reduce((before, event) => {
      const applied = apply(before, event);
      effects.push(...applied.effects);
      return applied.state;
    }, state),
  );
  for (const effect of effects) runEffect(effect);
  for (const event of events) {
    if (event.type === "typing") hearTyping(event.payload);
    if (event.type === "message:created") hearMessage(event.payload);
    if (event.type === "user:updated") setOwnUser(event.payload);
    tellListeners(event);
  }
}

function hearMessage(message: Message): void {
  stopTyping(message.threadRootId ?? message.channelId, message.author.id);
  const { me, memberships } = readState();
  const channel = findChannel(memberships, message.channelId);
  if (channel && message.author.id !== me) announceMessage(channel, message);
}

/** Starts something that the first picture does not need. Gives back how to stop it, also before it has begun. */
function later(start: () => Promise<() => void>): () => void {
  let isStopped = false;
  let stop = () => {};
  const begun = (stopIt: () => void) => {
    stop = stopIt;
    if (isStopped) stop();
  };
  start().then(begun, () => {});
  return () => {
    isStopped = true;
    stop();
  };
}

/** Calls back when somebody else in the app has fetched the memberships, also when that was before. */
function onMemberships(callback: (fetched: readonly Membership[]) => void): () => void {
  const fetched = fetchedMemberships();
  if (fetched) callback(fetched);
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.query.queryKey[0] !== keys.memberships[0]) return;
    const isFetched = event.action.type === "success" && !event.action.manual;
    if (isFetched) callback(event.query.state.data as readonly Membership[]);
  });
}

/** Calls back when the tab is shown again after a long time. */
function onWake(callback: () => void): () => void {
  let hiddenAt = 0;
  return onWindowEvent("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > sleepMs) callback();
  });
}

function onWindowEvent(type: string, callback: () => void): () => void {
  const target = type === "visibilitychange" ? document : window;
  target.addEventListener(type, callback);
  return () => target.removeEventListener(type, callback);
}
