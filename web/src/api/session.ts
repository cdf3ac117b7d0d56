import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { readJson, writeJson } from "@/lib/storage";
import { ApiError, hasCode } from "./problem";
import { send } from "./transport";
import type { OwnUser, Session } from "./types";

/*
 * Who is signed in. The access token lives in memory; the refresh token in a cookie no script can read. What is kept
 * on the device is only the person's own profile, so that the app can draw before the server has answered.
 *
 * Tabs share one session: a new token, a sign-in and a sign-out reach the others over a BroadcastChannel, and a lock
 * lets one tab at a time rotate the refresh token, because the server ends a session whose old token comes back.
 */
type SessionState = {
  user: OwnUser | null;
  /** Who is or was signed in: what is on the screen is theirs until the sign-in page has come. */
  lastUser: OwnUser | null;
};
type Token = { value: string; expiresAt: number };
type Broadcast =
  | { kind: "renewed"; session: Session }
  | { kind: "profile"; user: OwnUser }
  | { kind: "ended"; reason: SignOutReason };

/** Why the session is over: the person left, the server ended it, or the person chose a new password or was deleted. */
export type SignOutReason = "left" | "ended" | "reset" | "deleted";

const profileKey = "echo:user";
const renewBeforeMs = 30_000;

const saved = readJson<OwnUser>(profileKey);
const store = createStore<SessionState>(() => ({ user: saved, lastUser: saved }));
type SignedOut = (reason: SignOutReason, user: OwnUser) => void;

const listeners = new Set<SignedOut>();
const tabs = new BroadcastChannel("echo:session");

let token: Token | null = null;
let renewing: Promise<string> | null = null;

tabs.onmessage = ({ data }: MessageEvent<Broadcast>) => {
  if (data.kind === "renewed") adopt(data.session);
  else if (data.kind === "profile") keepProfile(data.user);
  else forget(data.reason);
};

export const currentUser = () => store.getState().user;
export const useSession = () => useStore(store);

/** The person signed in, for components that only exist below the sign-in check. */
export function useOwnUser(): OwnUser {
  const { lastUser } = useSession();
  if (!lastUser) throw new Error("useOwnUser is called outside of a session");
  return lastUser;
}

export function onSignedOut(callback: SignedOut): () => void {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

/** A token good for at least half a minute more. Throws ApiError when there is no session or no connection. */
export async function getAccessToken(): Promise<string> {
  return fresh(token)?.value ?? refreshAccessToken();
}

/** Asks the server anew who the person is, by renewing the token. */
export const renewProfile = () => refreshAccessToken(token?.value);

/** Renews the token, once for all callers of all tabs. `rejected` is the token the server has just refused. */
export function refreshAccessToken(rejected?: string): Promise<string> {
  renewing ??= oneTabAtATime(() => renew(rejected)).finally(() => {
    renewing = null;
  });
  return renewing;
}

// Locks exist in secure contexts only; an Echo on plain http in a local network goes without.
function oneTabAtATime(task: () => Promise<string>): Promise<string> {
  const locks: LockManager | null | undefined = navigator.locks;
  return locks ? locks.request("echo:refresh", task) : task();
}

async function renew(rejected?: string): Promise<string> {
  if (!currentUser()) throw ApiError.signedOut();
  const renewedElsewhere = fresh(token);
  if (renewedElsewhere && renewedElsewhere.value !== rejected) return renewedElsewhere.value;
  try {
    return startSession(await send<Session>({ method: "POST", path: "/api/auth/refresh", body: {} }));
  } catch (error) {
    if (hasCode(error, "session_ended", "invalid_token", "missing_token")) endSession("ended");
    throw error;
  }
}

/** Takes over a session the server has just given, here and in the other tabs. Returns its access token. */
export function startSession(session: Session): string {
  tabs.postMessage({ kind: "renewed", session } satisfies Broadcast);
  return adopt(session);
}

/** Ends the session in all tabs without asking the server; `signOut` in auth.ts tells it first. */
export function endSession(reason: SignOutReason) {
  tabs.postMessage({ kind: "ended", reason } satisfies Broadcast);
  forget(reason);
}

/** Takes over what the server now says of the person signed in, here and in the other tabs. */
export function setOwnUser(user: OwnUser) {
  tabs.postMessage({ kind: "profile", user } satisfies Broadcast);
  keepProfile(user);
}

/** Calls back when the person's own profile or preferences have changed, and when somebody has signed in. */
export const onOwnUser = (callback: (user: OwnUser, before: OwnUser | null) => void) =>
  store.subscribe(({ user }, before) => {
    if (user && user !== before.user) callback(user, before.user);
  });

function keepProfile(user: OwnUser) {
  if (currentUser()?.id !== user.id) return;
  writeJson(profileKey, user);
  store.setState({ user, lastUser: user });
}

function adopt(session: Session): string {
  const before = currentUser();
  if (before && before.id !== session.user.id) forget("left");
  token = { value: session.accessToken, expiresAt: Date.now() + session.expiresIn * 1000 };
  writeJson(profileKey, session.user);
  store.setState({ user: session.user, lastUser: session.user });
  return token.value;
}

function forget(reason: SignOutReason) {
  const user = currentUser();
  token = null;
  writeJson(profileKey, null);
  store.setState({ user: null });
  if (user) for (const listener of listeners) listener(reason, user);
}

const fresh = (candidate: Token | null) =>
  candidate && candidate.expiresAt - Date.now() > renewBeforeMs ? candidate : null;
