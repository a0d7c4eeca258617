/** Sending what is written at one place. It outlives the composer: what waits for its files goes with the last of them, also when one has left (O6). */
import type { Drafts } from "@zuruf/protocol/drafts";
import type { Id } from "@zuruf/protocol/types";
import { carrier, Uploads } from "@zuruf/protocol/uploads";
import { changeHeaders } from "../../../api/http";
import { keyOf } from "../../../parts/drafts";
import type { Store } from "../../../state/store";
import { withIds } from "./naming";
import { type Kind, type Question, questionOf } from "./questions";

type Stage = Pick<Store, "shown" | "submit" | "say">;

interface Place {
  conversation: Id;
  kind: Kind;
}

export class Outgoing {
  readonly uploads: Uploads;
  /** Whether its composer is on screen. */
  isShown = false;
  /** It has gone, by itself or at a press. */
  onSent: () => void = () => undefined;
  /** It was to go by itself while another conversation was on screen, and did not: for this question, or for a file. */
  onHeld: (question: Question | null) => void = () => undefined;
  readonly #store: Stage;
  readonly #drafts: Drafts;
  readonly #place: Place;
  readonly #listeners = new Set<() => void>();
  #asked: readonly Question[] = [];
  #quote: Id = "";

  constructor(store: Stage, drafts: Drafts, place: Place, uploads: Uploads) {
    this.#store = store;
    this.#drafts = drafts;
    this.#place = place;
    this.uploads = uploads;
    uploads.whenReady = () => void this.#send();
    uploads.whenHeld = () => this.#held(null);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is to be answered before it goes. */
  readonly question = (): Question | undefined => this.#asked.at(-1);

  /** Back to the text: whoever sends it next is asked anew. */
  forget(): void {
    this.#ask([]);
  }

  /** Sends, asks or waits for the files; true when it has gone. A second press says that the question does not matter. */
  send(quote: Id): boolean {
    this.#quote = quote;
    return this.#send();
  }

  #send(): boolean {
    const { conversation, kind } = this.#place;
    const { uploads } = this;
    const { world } = this.#store.shown;
    const key = keyOf(conversation, kind);
    const text = this.#drafts.text(key).trim();
    if ((!text && uploads.list.length === 0) || uploads.hasFailed) return false;
    const written = { conversation, kind, text, since: this.#drafts.since(key) };
    const question = questionOf(world, written, this.#asked);
    if (question) {
      this.#ask([...this.#asked, question]);
      this.#held(question);
      return false;
    }
    if (uploads.isArriving) {
      uploads.wait(true);
      return false;
    }
    const more = { ...(this.#quote && { quote: this.#quote }), ...(uploads.list.length > 0 && { files: uploads.ids }) };
    const kept = kind === "comment" ? withIds(text, world.agents) : text;
    this.#store.submit({ type: "message.send", conversation, text: kept, kind, ...more }, key);
    if (kind === "reply") this.#store.say({ type: "typing", conversation, on: false });
    uploads.clear();
    this.#drafts.end(key);
    this.#ask([]);
    this.onSent();
    return true;
  }

  #held(question: Question | null): void {
    const { status } = this.#store.shown;
    // Nor is it told to whoever signs in next.
    const isOver = status === "idle" || status === "signed-out";
    if (!this.isShown && !isOver) this.onHeld(question);
  }

  #ask(asked: readonly Question[]): void {
    if (asked.length === 0 && this.#asked.length === 0) return;
    this.#asked = asked;
    for (const listener of this.#listeners) listener();
  }
}

/** Of one agent: a colleague who signs in at the same browser has other drafts. */
const kept = new WeakMap<Drafts, Map<string, Outgoing>>();

export function outgoingOf(store: Store, drafts: Drafts, place: Place): Outgoing {
  const own = kept.get(drafts) ?? new Map<string, Outgoing>();
  kept.set(drafts, own);
  const key = keyOf(place.conversation, place.kind);
  const found = own.get(key) ?? new Outgoing(store, drafts, place, uploadsTo(place.conversation));
  own.set(key, found);
  return found;
}

function uploadsTo(conversation: Id): Uploads {
  return new Uploads(carrier(`/api/conversations/${conversation}/files`, changeHeaders));
}
