/** Requests to the server: JSON in, JSON out, refusals as Problem with the sentence and the field they are about. */
import { uuid } from "@zuruf/protocol/browser";

export interface FieldError {
  field: string;
  code: string;
  detail: string;
  /** How many characters fit, and how many these are, where there are too many. */
  most?: string;
  length?: string;
}

/** An answer other than success, or none at all (`code` "unreachable"). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string;
  readonly errors: readonly FieldError[];
  /** Everything else the answer carried, e.g. the current group. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? "");
    this.status = status;
    this.code = body.code ?? "unknown";
    this.field = body.field ?? "";
    this.errors = body.errors ?? [];
    this.detail = body;
  }
}

interface ProblemBody {
  code?: string;
  detail?: string;
  field?: string;
  errors?: FieldError[];
  [more: string]: unknown;
}

export interface Changed {
  id: string;
  seq: number;
  changed: boolean;
  note?: string;
}

let csrf = "";

/** The value that changes must carry; it comes with the session. */
export function rememberCsrf(value: string): void {
  csrf = value;
}

let renew: () => Promise<boolean> = async () => false;

/** How to come by the value anew when the one known is an older session's; false where somebody else is signed in by now, or nobody. */
export function renewedBy(renewing: () => Promise<boolean>): void {
  renew = renewing;
}

/** What a change carries whose body is no JSON. */
export function changeHeaders(): Record<string, string> {
  return { Accept: "application/json", "X-Zuruf-CSRF": csrf };
}

/** `signal` takes the question back. */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>("GET", path, signal ? { signal } : {});
}

/** A change, with JSON or with the bytes of a file; `key` makes it happen at most once, however often it is sent. */
export function change<T = Changed>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: object,
  key: string = uuid(),
): Promise<T> {
  return request<T>(method, path, body ? { body, key } : { key });
}

interface Asked {
  body?: object;
  key?: string;
  signal?: AbortSignal;
}

/** Whoever has signed in again in another tab goes on here: it was refused before anything was done. */
async function request<T>(method: string, path: string, asked: Asked): Promise<T> {
  try {
    return await once<T>(method, path, asked);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== "csrf" || !(await renew())) throw problem;
    return once<T>(method, path, asked);
  }
}

async function once<T>(method: string, path: string, { body, key, signal }: Asked): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const bytes = body instanceof Blob && body;
  if (body) headers["Content-Type"] = bytes ? "application/octet-stream" : "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (key && csrf) headers["X-Zuruf-CSRF"] = csrf;
  const response = await fetch(path, {
    method,
    headers,
    credentials: "same-origin",
    ...(body ? { body: bytes || JSON.stringify(body) } : {}),
    ...(signal ? { signal } : {}),
  }).catch(() => {
    throw new Problem(0, { code: "unreachable" });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Problem(response.status, isBody(answer) ? answer : {});
  return answer as T;
}

function isBody(answer: unknown): answer is ProblemBody {
  return typeof answer === "object" && answer !== null;
}
