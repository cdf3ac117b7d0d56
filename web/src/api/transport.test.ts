import { afterEach, expect, test, vi } from "vitest";
import { ApiError } from "./problem";
import { send } from "./transport";

const answer = (body: unknown, init: ResponseInit = {}) =>
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(body === null ? null : JSON.stringify(body), init));

afterEach(() => vi.restoreAllMocks());

test("a call carries the token, the client's name and its query without empty parts", async () => {
  const fetch = answer({ ok: true });
  await send({ method: "GET", path: "/api/x", token: "t", query: { q: "", cursor: undefined, limit: 3 } });
  const [url, init] = fetch.mock.calls[0] ?? [];
  const headers = init?.headers as Headers;
  expect(url).toBe("/api/x?limit=3");
  expect(headers.get("Authorization")).toBe("Bearer t");
  expect(headers.get("X-Echo-Client")).toBe("web");
  expect(headers.has("Content-Type")).toBe(false);
});

test("204 gives nothing", async () => {
  answer(null, { status: 204 });
  expect(await send({ method: "DELETE", path: "/api/x" })).toBeUndefined();
});

test("a problem becomes an ApiError with code, fields and the time to wait", async () => {
  const errors = [{ field: "email", message: "must be an address" }];
  answer(
    { title: "Bad", status: 400, detail: "No", code: "validation_failed", errors },
    { status: 400, headers: { "Content-Type": "application/problem+json", "Retry-After": "7" } },
  );
  const error = await send({ method: "POST", path: "/api/x", body: {} }).catch((e: unknown) => e);
  expect(error).toMatchObject({
    status: 400,
    code: "validation_failed",
    message: "No",
    fields: { email: "must be an address" },
    retryAfterMs: 7000,
    isTransient: false,
  });
});

test("an answer of a proxy that is no problem document still makes an ApiError", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const error = await send({ method: "GET", path: "/api/x" }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 502, code: "unknown", isTransient: true });
});

test("no connection is an ApiError too, and worth another try", async () => {
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  const error = await send({ method: "GET", path: "/api/x" }).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: "network", isTransient: true });
});
