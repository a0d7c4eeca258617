/** Doing something with a conversation, with what takes it back (I6). */
import type { ConversationView, Id, Ms } from "@zuruf/protocol/types";
import type { Words } from "@zuruf/protocol/words";
import type { Changed } from "../api/http";
import type { Key } from "../i18n/words";
import type { Intent } from "../state/pending";
import type { Store } from "../state/store";
import { toast } from "../ui/toasts";
import { sayRefused } from "./problems";
import { offerUndo, withdrawUndo } from "./undo";

export type Stage = Pick<Store, "act" | "subscribe" | "shown">;

/** What is shown at once, and the request that carries it out. */
export type Step = [Intent, (key: string) => Promise<Changed>];

export interface Deed {
  conversation: Id;
  /** Names it among what can be taken back; the same again takes its place. */
  name: string;
  /** What was done, in the agent's language. */
  title: string;
  text?: string;
  step: Step;
  /** One after the other, at a time; none where taking it back would bring back something else. */
  back: (at: Ms) => readonly Step[];
  /** Whether it still is as it was left: later than that, taking it back would undo what others did. */
  stands: (now: ConversationView) => boolean;
}

/** What is done, without the words for it. */
export type Plain = Omit<Deed, "title" | "text">;

export async function takeBack({ back }: Pick<Plain, "back">, store: Pick<Stage, "act">): Promise<void> {
  for (const step of back(Date.now())) await store.act(...step);
}

/** Of what was done at event `seq`: what stands no more has fallen for good, also if it comes to look the same again. */
export function watch(
  { conversation: id, stands }: Pick<Plain, "conversation" | "stands">,
  seq: number,
  store: Pick<Stage, "subscribe" | "shown">,
  onFallen: () => void,
): () => void {
  const check = () => {
    const now = store.shown.world.conversations[id];
    if (now && now.seq > seq && !stands(now)) onFallen();
  };
  const stop = store.subscribe(check);
  check();
  return stop;
}

/**
 * Offered at once, for who is quick does not wait for the server; what it takes back waits for the answer.
 * What was refused is said here, or by `refused`.
 */
export async function doWithUndo(
  { conversation: id, name, title, text, step, back, stands }: Deed,
  store: Stage,
  words: Words<Key>,
  refused: (problem: unknown) => void = (problem) => sayRefused(problem, words),
): Promise<void> {
  const doing = store.act(...step).catch((problem: unknown) => {
    refused(problem);
    return undefined;
  });
  if (back(Date.now()).length === 0) {
    if ((await doing) && text) toast({ id: name, title, text });
    return;
  }
  const offer = `${name}:${id}`;
  let isOver = false;
  let stop = () => {};
  offerUndo({
    id: offer,
    title,
    ...(text ? { text } : {}),
    label: words.t("undo"),
    onOver: () => {
      isOver = true;
      stop();
    },
    undo: async () => {
      if (!(await doing)?.changed) return;
      try {
        await takeBack({ back }, store);
      } catch (problem) {
        sayRefused(problem, words);
      }
    },
  });
  const done = await doing;
  if (isOver) return;
  if (!done?.changed) withdrawUndo(offer);
  else stop = watch({ conversation: id, stands }, done.seq, store, () => withdrawUndo(offer));
  if (isOver) stop();
}
