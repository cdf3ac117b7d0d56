import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

/* The API beside the browser: what a test is not about is set up by it, which is quicker than by hand. */

export type Session = { accessToken: string; user: { id: string; displayName: string; username: string } };
export type Named = { id: string; name: string };
type CallOptions = { data?: unknown; token?: string };

/** Calls the API with the cookies of a page. */
export async function call<T>(page: Page, url: string, method: string, { data, token }: CallOptions = {}): Promise<T> {
  const headers = { "X-Echo-Client": "web", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await page.request.fetch(url, { method, headers, ...(data !== undefined && { data }) });
  expect(response.ok(), `${method} ${url}: ${response.status()} ${await response.text()}`).toBe(true);
  return (response.status() === 204 ? undefined : await response.json()) as T;
}

/** Calls the API as another device of somebody would, beside any browser; as nobody without a token. */
export async function callBeside<T>(url: string, method: string, token: string | null, data?: unknown): Promise<T> {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method, headers, ...(data !== undefined && { body: JSON.stringify(data) }) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Gives a page the session that the server has just given: the app keeps the profile, and the cookie is there already. */
export async function take(page: Page, { user }: Session) {
  // Before the app starts, the first time it does; from then on it is the app's.
  await page.context().addInitScript(
    ([profile, isTaken]) => {
      if (location.protocol !== "http:" || localStorage.getItem(isTaken)) return;
      localStorage.setItem(isTaken, "yes");
      localStorage.setItem("echo:user", profile);
    },
    [JSON.stringify(user), `e2e:${crypto.randomUUID()}`] as const,
  );
}

export async function register(
  page: Page,
  origin: string,
  account: { name: string; username: string; password: string },
): Promise<Session> {
  const { name: displayName, username, password } = account;
  const data = { email: `${username}@harbour.example`, username, password, displayName };
  const session = await call<Session>(page, `${origin}/api/auth/register`, "POST", { data });
  await take(page, session);
  return session;
}

/** Makes a workspace, and an invitation to it. */
export async function makeWorkspace(page: Page, origin: string, token: string, displayName: string) {
  const name = displayName.toLowerCase().replace(/\W+/g, "-");
  const { id } = await call<Named>(page, `${origin}/api/workspaces`, "POST", { token, data: { name, displayName } });
  const path = `${origin}/api/workspaces/${id}/invites`;
  const { url } = await call<{ url: string }>(page, path, "POST", { token, data: {} });
  return { id, link: url };
}

export const accept = (page: Page, origin: string, token: string, link: string) =>
  call(page, `${origin}/api/workspaces/invites/accept`, "POST", {
    token,
    data: { token: new URL(link).pathname.split("/").pop() },
  });
