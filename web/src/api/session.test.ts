import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import type { OwnUser, Session } from "./types";

const user = { id: "u1", username: "maya" } as OwnUser;
const session = (accessToken: string, expiresIn = 900): Session => ({ accessToken, expiresIn, user });
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

let fetch: MockInstance<typeof globalThis.fetch>;
let api: typeof import("./session");
let client: typeof import("./client");

// Each test has the modules to itself, as a tab has.
beforeEach(async () => {
  vi.resetModules();
  localStorage.clear();
  vi.stubGlobal(
    "BroadcastChannel",
    class {
      postMessage() {}
    },
  );
  fetch = vi.spyOn(globalThis, "fetch");
  api = await import("./session");
  client = await import("./client");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a fresh token is used without asking the server", async () => {
  api.startSession(session("a"));
  expect(await api.getAccessToken()).toBe("a");
  expect(fetch).not.toHaveBeenCalled();
});

test("a token about to expire is renewed first, once for all who wait", async () => {
  api.startSession(session("old", 10));
  fetch.mockResolvedValue(json(session("new")));
  expect(await Promise.all([api.getAccessToken(), api.getAccessToken(), api.getAccessToken()])).toEqual([
    "new",
    "new",
    "new",
  ]);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("a refused token is renewed and the call repeated", async () => {
  api.startSession(session("a"));
  fetch
    .mockResolvedValueOnce(json({ code: "token_expired", status: 401 }, 401))
    .mockResolvedValueOnce(json(session("b")))
    .mockResolvedValueOnce(json({ ok: true }));
  expect(await client.request("GET", "/api/x")).toEqual({ ok: true });
  const [, init] = fetch.mock.lastCall ?? [];
  expect(new Headers(init?.headers).get("Authorization")).toBe("Bearer b");
});

test("when the session has ended, the person is signed out and those who listen are told why", async () => {
  const told = vi.fn();
  api.startSession(session("a", 1));
  api.onSignedOut(told);
  fetch.mockResolvedValue(json({ code: "session_ended", status: 401 }, 401));
  await expect(api.getAccessToken()).rejects.toMatchObject({ code: "session_ended" });
  expect(api.currentUser()).toBeNull();
  expect(told).toHaveBeenCalledExactlyOnceWith("ended", user);
});

test("a lost connection does not sign anybody out", async () => {
  api.startSession(session("a", 1));
  fetch.mockRejectedValue(new TypeError("Failed to fetch"));
  await expect(api.getAccessToken()).rejects.toMatchObject({ code: "network" });
  expect(api.currentUser()).toEqual(user);
});

test("the profile is there again after a reload", async () => {
  api.startSession(session("a"));
  vi.resetModules();
  const reloaded = await import("./session");
  expect(reloaded.currentUser()).toEqual(user);
});
