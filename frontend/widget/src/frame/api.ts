// The frame's few requests to its own server.
import type { Id, MessageForVisitor, VisitorLine } from "./wire";

const ANSWER_MS = 20_000;

export interface Started {
  token: string;
  /** A new key for this browser: the one it had was somebody else's. */
  browser: string | null;
  /** Whether this visitor is to be known again (W1b). */
  keep: boolean;
}

export interface Older {
  messages: MessageForVisitor[];
  lines: VisitorLine[];
  has_more: boolean;
}

/** `isFinal`: asking again in the same way is of no use. */
export class Unanswered extends Error {
  readonly isFinal: boolean;

  constructor(status: number) {
    super(`Expected an answer, got ${status || "none"}.`);
    this.isFinal = status >= 400 && status < 429;
  }
}

export function started(fields: { key: string; browser: string; page: string; token?: string }) {
  return asked<Started>("/widget/start", { method: "POST", body: JSON.stringify(fields) });
}

export function older(token: string, before: number) {
  return asked<Older>(`/widget/messages?before=${before}`, { headers: { authorization: `Bearer ${token}` } });
}

export function oneMessage(token: string, id: Id) {
  return asked<MessageForVisitor>(`/widget/messages/${id}`, { headers: { authorization: `Bearer ${token}` } });
}

async function asked<T>(path: string, request: RequestInit): Promise<T> {
  const headers = { "content-type": "application/json", ...request.headers };
  // What hangs fails, so that it is asked again.
  const signal = AbortSignal.timeout?.(ANSWER_MS) ?? null;
  const answer = await fetch(path, { ...request, headers, signal, credentials: "omit" }).catch(() => undefined);
  if (!answer?.ok) throw new Unanswered(answer?.status ?? 0);
  return (await answer.json()) as T;
}
