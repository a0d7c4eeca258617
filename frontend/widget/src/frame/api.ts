// The frame's few requests to its own server.
import type { MessageForVisitor, VisitorLine } from "./wire";

export interface Started {
  token: string;
  /** A new key for this browser: the one it had was somebody else's. */
  browser: string | null;
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

export function started(fields: { key: string; browser: string; tab: string; page: string; token?: string }) {
  return asked<Started>("/widget/start", { method: "POST", body: JSON.stringify(fields) });
}

export function older(token: string, before: number) {
  return asked<Older>(`/widget/messages?before=${before}`, { headers: { authorization: `Bearer ${token}` } });
}

async function asked<T>(path: string, request: RequestInit): Promise<T> {
  const headers = { "content-type": "application/json", ...request.headers };
  const answer = await fetch(path, { ...request, headers, credentials: "omit" }).catch(() => undefined);
  if (!answer?.ok) throw new Unanswered(answer?.status ?? 0);
  return (await answer.json()) as T;
}
