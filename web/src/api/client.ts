import { ApiError, hasCode } from "./problem";
import { getAccessToken, refreshAccessToken } from "./session";
import type { Call } from "./transport";
import { send } from "./transport";

/**
 * Calls the API as the person signed in. A token that the server no longer takes is renewed once and the call repeated.
 * Throws ApiError; a session that has ended signs the app out before the error arrives here.
 */
export async function request<T>(method: Call["method"], path: string, options: Omit<Call, "method" | "path"> = {}) {
  const token = await getAccessToken();
  try {
    return await send<T>({ ...options, method, path, token });
  } catch (error) {
    if (!hasCode(error, "invalid_token", "token_expired", "missing_token")) throw error;
    return send<T>({ ...options, method, path, token: await refreshAccessToken(token) });
  }
}

export { ApiError, hasCode };
