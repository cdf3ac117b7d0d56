import type { Problem } from "./types";

/** An error the server explained (problem+json), or that kept the call from reaching it (`code: "network"`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Record<string, string>;
  readonly retryAfterMs: number | null;
  /** With a conflict: what is there, where the server says so. */
  current: unknown = null;

  constructor(problem: Problem, retryAfterMs: number | null = null) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.fields = Object.fromEntries((problem.errors ?? []).map((error) => [error.field, error.message]));
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same call may well succeed later: no connection, or a server that is busy or starting. */
  get isTransient() {
    return this.code === "network" || this.status === 429 || this.status >= 500;
  }

  static async from(response: Response): Promise<ApiError> {
    const seconds = Number(response.headers.get("Retry-After"));
    const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
    const isProblem = response.headers.get("Content-Type")?.includes("json");
    const body: Partial<Problem> & { current?: unknown } = isProblem ? await response.json().catch(() => ({})) : {};
    const error = new ApiError(
      {
        type: body.type ?? "about:blank",
        title: body.title ?? response.statusText,
        status: response.status,
        detail: body.detail ?? "",
        code: body.code ?? "unknown",
        errors: body.errors ?? [],
      },
      retryAfterMs,
    );
    error.current = body.current ?? null;
    return error;
  }

  static signedOut(): ApiError {
    return new ApiError({ type: "about:blank", title: "Not signed in", status: 401, detail: "", code: "signed_out" });
  }

  static network(cause: unknown): ApiError {
    const error = new ApiError({ type: "about:blank", title: "No connection", status: 0, detail: "", code: "network" });
    error.cause = cause;
    return error;
  }
}

export const hasCode = (error: unknown, ...codes: string[]): error is ApiError =>
  error instanceof ApiError && codes.includes(error.code);
