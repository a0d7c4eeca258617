/** Requests to the server: JSON in, JSON out, refusals as Problem with the sentence and the field they are about. */
import { uuid } from "@zuruf/protocol/browser";

export interface FieldError {
  field: string;
  code: string;
  detail: string;
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

export function get<T>(path: string): Promise<T> {
  return request<T>("GET", path);
}

/** A change; `key` makes it happen at most once, however often it is sent. */
export function change<T = Changed>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: object,
  key: string = uuid(),
): Promise<T> {
  return request<T>(method, path, body, key);
}

async function request<T>(method: string, path: string, body?: object, key?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (key && csrf) headers["X-Zuruf-CSRF"] = csrf;
  const response = await fetch(path, {
    method,
    headers,
    credentials: "same-origin",
    ...(body ? { body: JSON.stringify(body) } : {}),
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
