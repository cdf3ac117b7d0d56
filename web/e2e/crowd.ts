import { callBeside, type Session } from "./api";

/* People and their workspace without a browser, for what shows or measures many at once. */

export const password = "below the lighthouse";

export const enrol = (url: string, username: string, displayName: string) =>
  callBeside<Session>(`${url}/api/auth/register`, "POST", null, {
    email: `${username}@harbour.example`,
    username,
    password,
    displayName,
  });

/** Makes a workspace of the first of them, with all the others in it. */
export async function gather(url: string, name: string, displayName: string, [owner, ...others]: readonly Session[]) {
  const token = owner?.accessToken ?? null;
  const { id } = await callBeside<{ id: string }>(`${url}/api/workspaces`, "POST", token, { name, displayName });
  const invite = await callBeside<{ url: string }>(`${url}/api/workspaces/${id}/invites`, "POST", token, {});
  const secret = new URL(invite.url).pathname.split("/").pop();
  for (const { accessToken } of others) {
    await callBeside(`${url}/api/workspaces/invites/accept`, "POST", accessToken, { token: secret });
  }
  return id;
}
