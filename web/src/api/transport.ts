import { ApiError } from "./problem";

export type Query = Record<string, string | number | boolean | null | undefined>;

export type Call = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  query?: Query;
  token?: string;
  signal?: AbortSignal;
};

/**
 * One HTTP call, without any knowledge of sessions. The refresh token travels in an HttpOnly cookie that the server
 * sets and reads only for calls marked with X-Echo-Client.
 */
export async function send<T>({ method, path, body, query, token, signal }: Call): Promise<T> {
  const headers = new Headers({ "X-Echo-Client": "web", Accept: "application/json, application/problem+json" });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (body !== undefined) headers.set("Content-Type", "application/json");

  let response: Response;
  try {
    response = await fetch(path + search(query), {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw ApiError.network(error);
  }
  if (!response.ok) throw await ApiError.from(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

function search(query: Query = {}) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text && `?${text}`;
}
