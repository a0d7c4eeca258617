// Having a file of a message: asked for with the visitor's token, shown and saved from memory, for no address may carry the token.
import { Unanswered } from "./api";

/** Before it is said that it did not come, in ms. */
const PAUSES = [1_000, 3_000, 8_000];

/** Unanswered, final when nobody has it for this visitor any more. */
export async function had(path: string, token: string, attempt = 0): Promise<Blob> {
  const request = { headers: { authorization: `Bearer ${token}` }, credentials: "omit" } as const;
  const answer = await fetch(`/widget/files/${path}`, request).catch(() => undefined);
  // A body that breaks off is as good as none.
  const body = answer?.ok ? await answer.blob().catch(() => undefined) : undefined;
  if (body) return body;
  const problem = new Unanswered(answer?.ok ? 0 : (answer?.status ?? 0));
  const pause = PAUSES[attempt];
  if (problem.isFinal || !pause) throw problem;
  await new Promise((resolve) => setTimeout(resolve, pause));
  return had(path, token, attempt + 1);
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Once the browser has begun to write it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
