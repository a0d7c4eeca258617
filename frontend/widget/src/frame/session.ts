// One visitor's chat in one tab: starts it, holds its state, and carries out what the person does.
import { delayBefore } from "@zuruf/protocol/backoff";
import { instance, openSocket, socketAddress, uuid, watchPage } from "@zuruf/protocol/browser";
import { browserClock } from "@zuruf/protocol/clock";
import { Outbox } from "@zuruf/protocol/outbox";
import { Connection } from "@zuruf/protocol/socket";
import { browserStore } from "@zuruf/protocol/store";
import type { Start } from "../bridge";
import { older, started, Unanswered } from "./api";
import { newestOf, reduce, START, type State, unreadOf, withOlder } from "./state";
import { token } from "./storage";
import type { Id, ServerFrame, Status, VisitorEv } from "./wire";

const TYPING_ENDS_MS = 6_000;
const TYPING_EVERY_MS = 2_000;

/** Everything the screen shows. */
export interface Screen {
  state: State;
  status: Status;
  greeting: string;
  isShown: boolean;
  isFull: boolean;
  /** The server will not have this visitor: a wrong key, an origin that is not allowed. */
  isTurnedAway: boolean;
}

export class Session {
  screen: Screen;
  readonly key: string;
  readonly #start: Start;
  readonly #connection: Connection<VisitorEv>;
  readonly #changed: () => void;
  readonly #renamed: (browser: string) => void;
  readonly #typing = new Map<Id, () => void>();
  #browser: string;
  #page: string;
  #failures = 0;
  #typedAt = 0;
  #isPaging = false;

  constructor(start: Start, changed: () => void, renamed: (browser: string) => void) {
    this.#start = start;
    this.#browser = start.browser;
    this.#renamed = renamed;
    this.key = start.key;
    this.#page = start.view.page;
    this.#changed = changed;
    const { greeting } = start.view;
    this.screen = {
      state: START,
      status: "idle",
      greeting,
      isShown: false,
      isFull: false,
      isTurnedAway: false,
    };
    this.#connection = this.#connect(instance("zuruf:instance", uuid));
    watchPage(this.#connection);
    document.addEventListener("visibilitychange", () => this.#readWhatIsSeen());
    void this.#begin();
  }

  send(text: string): void {
    const { mode, choice } = this.screen.state;
    // What is preselected and not objected to is chosen (G3).
    if (mode?.is_asked && mode.preselected && !choice) this.choose(mode.preselected);
    this.#connection.submit({ type: "message.send", text, page: this.#page });
    this.#typedAt = 0;
  }

  choose(group: Id | null): void {
    this.#connection.submit({ type: "group.choose", group });
  }

  retry(cid: string): void {
    this.#connection.retry(cid);
  }

  drop(cid: string): void {
    this.#connection.drop(cid);
  }

  /** The person types; told at most every two seconds. */
  type(): void {
    const now = browserClock.now();
    if (now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#connection.say({ type: "typing", on: true });
  }

  /** The person acts: also after another connection took over. */
  wake(): void {
    if (this.screen.status === "superseded") this.#connection.connect();
  }

  shown(isFull: boolean): void {
    this.#show({ isShown: true, isFull });
    this.#readWhatIsSeen();
  }

  minimized(): void {
    this.#show({ isShown: false });
  }

  wentTo(page: string): void {
    this.#page = page;
  }

  async page(): Promise<void> {
    const { state } = this.screen;
    const before = state.messages[0]?.first_seq;
    if (this.#isPaging || !state.hasMore || !before) return;
    this.#isPaging = true;
    try {
      const found = await older(token.of(this.key), before);
      this.#show({ state: withOlder(this.screen.state, found) });
    } catch {
      // Scrolling up once more asks once more.
    }
    this.#isPaging = false;
  }

  #connect(name: string): Connection<VisitorEv> {
    const address = socketAddress("/widget/socket");
    return new Connection<VisitorEv>({
      hello: () => ({
        instance: name,
        token: token.of(this.key),
        tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
        language: this.#start.language,
        page: this.#page,
      }),
      open: () => openSocket(address),
      clock: browserClock,
      random: Math.random,
      uuid,
      outbox: new Outbox(browserStore(this.key, browserClock)),
      apply: (frames) => this.#apply(frames),
      status: (status) => this.#became(status),
    });
  }

  /** Gets the visitor's token, then connects; a server that does not answer is asked again. */
  async #begin(): Promise<void> {
    const { key, tab } = this.#start;
    const browser = this.#browser;
    const known = token.of(key);
    try {
      const answer = await started({ key, browser, tab, page: this.#page, ...(known && { token: known }) });
      token.keep(key, answer.token);
      if (answer.browser) {
        this.#browser = answer.browser;
        this.#renamed(answer.browser);
      }
      this.#connection.connect();
    } catch (problem) {
      if (problem instanceof Unanswered && problem.isFinal) this.#show({ isTurnedAway: true });
      else this.#beginLater();
    }
  }

  #beginLater(): void {
    const delay = delayBefore(this.#failures, Math.random(), document.visibilityState === "hidden");
    this.#failures += 1;
    this.#show({ status: "waiting" });
    browserClock.after(delay, () => void this.#begin());
  }

  #became(status: Status): void {
    this.#show({ status });
    if (status === "live") this.#failures = 0;
    if (status !== "signed-out") return;
    // A token the server no longer knows: this browser is a new visitor.
    token.keep(this.key, "");
    this.#beginLater();
  }

  #apply(frames: ServerFrame<VisitorEv>[]): void {
    this.#show({ state: frames.reduce(reduce, this.screen.state) });
    for (const frame of frames) if (frame.f === "eph" && frame.eph.type === "typing") this.#watchTyping(frame.eph);
    this.#readWhatIsSeen();
  }

  /** Whoever says nothing more has stopped typing. */
  #watchTyping(signal: { who: Id; name: string; on: boolean }): void {
    this.#typing.get(signal.who)?.();
    if (!signal.on) return;
    const stop = () => {
      const eph = { type: "typing" as const, conversation: "", ...signal, on: false };
      this.#show({ state: reduce(this.screen.state, { f: "eph", eph }) });
    };
    this.#typing.set(signal.who, browserClock.after(TYPING_ENDS_MS, stop));
  }

  #readWhatIsSeen(): void {
    const { state, isShown } = this.screen;
    const isSeen = isShown && document.visibilityState === "visible";
    if (isSeen && unreadOf(state) > 0) this.#connection.submit({ type: "conversation.read", seq: newestOf(state) });
  }

  #show(change: Partial<Screen>): void {
    this.screen = { ...this.screen, ...change };
    this.#changed();
  }
}
