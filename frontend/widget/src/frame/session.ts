// One visitor's chat in one tab: starts it, holds its state, and carries out what the person does.
import { delayBefore } from "@zuruf/protocol/backoff";
import { instance, openSocket, socketAddress, uuid, watchPage } from "@zuruf/protocol/browser";
import { browserClock } from "@zuruf/protocol/clock";
import { Connection } from "@zuruf/protocol/socket";
import type { Uploads } from "@zuruf/protocol/uploads";
import type { Start } from "../bridge";
import { older, oneMessage, started, Unanswered } from "./api";
import { FILES, SOUND } from "./parts";
import { patience } from "./patience";
import { FRESH, type Screen, showsTyped, takesFiles } from "./screen";
import { type Deed, heldByForm, isAnswer, newestOf, reduce, unreadOf, withApart, withOlder } from "./state";
import { keepAll, mayKeep, muted, token, whenRefused } from "./storage";
import { TYPED, typingWatch } from "./typing";
import { waiting } from "./waiting";
import type { Id, OpBody, ServerFrame, Status, VisitorEv } from "./wire";

export { type Screen, showsTyped, takesFiles };

const TYPING_EVERY_MS = 2_000;
/** A message is answered within a second where there is a connection. */
const UNANSWERED_MS = 5_000;

export class Session {
  screen: Screen;
  readonly key: string;
  readonly #start: Start;
  readonly #connection: Connection<VisitorEv>;
  readonly #changed: () => void;
  readonly #renamed: (browser: string, isKept: boolean) => void;
  readonly #told = patience((isOffline) => this.#show({ isOffline }));
  readonly #lookedUp = new Set<Id>();
  readonly #typing = typingWatch((signal) => {
    const eph = { type: "typing" as const, conversation: "", ...signal };
    this.#show({ state: reduce(this.screen.state, { f: "eph", eph }) });
  });
  #browser: string;
  #token = "";
  #page: string;
  #failures = 0;
  #typedAt = 0;
  #untold: (() => void) | undefined;
  #isPaging = false;

  constructor(start: Start, changed: () => void, renamed: (browser: string, isKept: boolean) => void) {
    this.#start = start;
    this.#browser = start.browser;
    this.#renamed = renamed;
    this.key = start.key;
    this.#page = start.view.page;
    this.#changed = changed;
    this.screen = { ...FRESH, greeting: start.view.greeting };
    whenRefused(() => this.#show({ isPassing: true }));
    // What was kept may be kept still: a first message that never arrived is in there.
    if (start.view.keep || token.of(start.key)) keepAll();
    this.#connection = this.#connect(instance("zuruf:instance", uuid, mayKeep));
    watchPage(this.#connection);
    document.addEventListener("visibilitychange", () => this.#readWhatIsSeen());
    this.#became("idle");
    void this.#begin();
  }

  send(text: string): void {
    const { mode, choice } = this.screen.state;
    // What is preselected and not objected to is chosen (G3).
    if (mode?.is_asked && mode.preselected && !choice) this.choose(mode.preselected);
    // Whoever writes asks to be known again.
    this.keep();
    const { quoted } = this.screen;
    const files = this.uploads?.ids ?? [];
    const more = { ...(quoted && { quote: quoted }), ...(files.length > 0 && { files }) };
    this.#connection.submit({ type: "message.send", text, page: this.#page, ...more });
    this.uploads?.clear();
    if (quoted) this.quote("");
    this.#typedAt = 0;
    // What hangs is found out now, not when its silence has lasted.
    browserClock.after(UNANSWERED_MS, () => {
      if (this.screen.state.pending.some((one) => !one.id && !one.refusal)) this.#connection.online();
    });
  }

  /** From now on this visitor is to be known again (W1b), here and by the page. */
  keep(): void {
    if (mayKeep()) return;
    keepAll();
    if (token.of(this.key) === this.#token) this.#renamed(this.#browser, true);
    // Another tab was kept first: they are its visitor here too.
    else {
      this.#connection.disconnect();
      void this.#begin();
    }
  }

  /** What the next message carries; nothing before the first file was picked. */
  uploads: Uploads | undefined;

  attach(files: ArrayLike<File>): void {
    // Held apart: a field's list ends with its next choice.
    const picked = Array.from(files);
    if (picked.length === 0 || !takesFiles(this.screen)) return;
    this.#show({ isAttaching: true });
    void FILES.get().then(({ uploadsFor }) => {
      this.uploads ??= uploadsFor(this.key, () => this.#changed());
      this.uploads.add(picked);
      this.#show({ isAttaching: false });
    });
  }

  /** What a contact form on screen holds against writing yet; it has said so itself. */
  holdsBack: (() => boolean) | undefined;

  give(op: Extract<OpBody, { type: Deed }>): void {
    this.#dropRefused(op.type);
    this.#connection.submit(op);
    // What waited for the form goes with it.
    if (op.type === "contact.give") for (const cid of heldByForm(this.screen.state)) this.retry(cid);
  }

  quote(message: Id): void {
    this.#show({ quoted: message });
  }

  wantTranscript(wantsTranscript: boolean): void {
    this.#dropRefused("transcript.ask");
    this.#show({ wantsTranscript });
  }

  /** What was refused is over with the next attempt; left in the outbox it would come back with a reload. */
  #dropRefused(type: Deed): void {
    const before = this.screen.state.deeds[type];
    if (before?.refusal) this.#connection.drop(before.cid);
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

  /** What stands in the field now; told at most every two seconds, its last state too where agents see it. */
  type(text: string): void {
    this.#untold?.();
    const tell = () => {
      this.#typedAt = text ? browserClock.now() : 0;
      // Cut by characters: half of one would not be JSON any more.
      const typed = showsTyped(this.screen) && { text: [...text].slice(-TYPED).join("") };
      this.#connection.say({ type: "typing", on: !!text, ...typed });
    };
    const rest = this.#typedAt + TYPING_EVERY_MS - browserClock.now();
    if (rest <= 0 || !text) tell();
    else if (showsTyped(this.screen)) this.#untold = browserClock.after(rest, tell);
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

  wentTo(page: string, isKept: boolean): void {
    this.#page = page;
    if (isKept) this.keep();
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

  /** What is quoted and not loaded, once. */
  lookUp(id: Id): void {
    if (this.#lookedUp.has(id)) return;
    this.#lookedUp.add(id);
    oneMessage(token.of(this.key), id).then(
      (message) => this.#show({ state: withApart(this.screen.state, message) }),
      (problem) => {
        if (!(problem instanceof Unanswered && problem.isFinal)) this.#lookedUp.delete(id);
      },
    );
  }

  /** Pages up to a message; whether it is loaded now. */
  async reach(id: Id): Promise<boolean> {
    const isHere = () => this.screen.state.messages.some((message) => message.id === id);
    for (let count = -1; !isHere() && this.screen.state.messages.length !== count; ) {
      count = this.screen.state.messages.length;
      await this.page();
    }
    return isHere();
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
      outbox: waiting(this.key, () => this.#show({ isForgetful: true })),
      apply: (frames) => this.#apply(frames),
      status: (status) => this.#became(status),
    });
  }

  /** Gets the visitor's token, then connects; a server that does not answer is asked again. */
  async #begin(): Promise<void> {
    const { key, view } = this.#start;
    // Kept before it is asked for: whoever leaves before the answer comes back as themselves.
    const mine = token.of(key) || uuid() + uuid();
    this.#token = mine;
    token.keep(key, mine);
    try {
      const answer = await started({ key, browser: this.#browser, page: this.#page, token: mine });
      if (this.#token !== mine) return;
      this.#token = answer.token;
      token.keep(key, answer.token);
      this.#browser = answer.browser ?? this.#browser;
      if (answer.keep) keepAll();
      if (answer.browser || (mayKeep() && !view.keep)) this.#renamed(this.#browser, mayKeep());
      this.#connection.connect();
    } catch (problem) {
      if (problem instanceof Unanswered && problem.isFinal) this.#show({ isTurnedAway: true });
      else this.#beginLater();
    }
  }

  #beginLater(): void {
    const delay = delayBefore(this.#failures++, Math.random(), document.visibilityState === "hidden");
    this.#became("waiting");
    browserClock.after(delay, () => void this.#begin());
  }

  #became(status: Status): void {
    this.#show({ status });
    this.#told(status);
    if (status === "live") this.#failures = 0;
    if (status !== "signed-out") return;
    // A token the server no longer knows: this browser is a new visitor.
    if (token.of(this.key) === this.#token) token.keep(this.key, "");
    this.#beginLater();
  }

  #apply(frames: ServerFrame<VisitorEv>[]): void {
    this.#show({ state: frames.reduce(reduce, this.screen.state) });
    for (const frame of frames) if (frame.f === "eph" && frame.eph.type === "typing") this.#typing(frame.eph);
    this.#beHeard(frames);
    this.#readWhatIsSeen();
  }

  /** A person has answered, and the chat is not before the visitor's eyes. */
  #beHeard(frames: ServerFrame<VisitorEv>[]): void {
    const { state, isShown } = this.screen;
    const isSeen = isShown && document.visibilityState === "visible";
    if (isSeen || !state.mode?.widget?.has_sound || muted.of(this.key)) return;
    const answer = frames.findLast(isAnswer);
    if (answer?.f === "ev") void SOUND.get().then(({ beep }) => beep(answer.seq));
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
