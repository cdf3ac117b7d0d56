import { hasCode } from "./client";
import { ApiError } from "./problem";
import { getAccessToken, refreshAccessToken } from "./session";

/**
 * Sends a file as the body of a call and tells how much of it, from 0 to 1, is on its way. `fetch` cannot tell that,
 * hence the older interface.
 */
export async function upload<T>(method: string, path: string, body: Blob, onProgress: (part: number) => void) {
  const token = await getAccessToken();
  try {
    return await send<T>(method, path, body, onProgress, token);
  } catch (error) {
    if (!hasCode(error, "invalid_token", "token_expired", "missing_token")) throw error;
    return send<T>(method, path, body, onProgress, await refreshAccessToken(token));
  }
}

function send<T>(method: string, path: string, body: Blob, onProgress: (part: number) => void, token: string) {
  return new Promise<T>((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open(method, path);
    call.setRequestHeader("Authorization", `Bearer ${token}`);
    call.setRequestHeader("X-Echo-Client", "web");
    call.setRequestHeader("Accept", "application/json, application/problem+json");
    call.setRequestHeader("Content-Type", body.type);
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    call.onerror = (cause) => reject(ApiError.network(cause));
    call.onload = async () => {
      if (call.status < 300) return resolve(JSON.parse(call.responseText) as T);
      const type = call.getResponseHeader("Content-Type") ?? "";
      const wait = call.getResponseHeader("Retry-After");
      const headers = { "Content-Type": type, ...(wait && { "Retry-After": wait }) };
      reject(await ApiError.from(new Response(call.responseText, { status: call.status, headers })));
    };
    call.send(body);
  });
}
