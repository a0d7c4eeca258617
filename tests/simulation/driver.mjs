// Pages of the shipped front end in a Node process: told what happens to them line by line, answering what they do.
// Time, chance and network are the simulator's.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const built = pathToFileURL(`${process.argv[2]}/`);
const kinds = {
  agent: await import(new URL("console.mjs", built)),
  visitor: await import(new URL("widget.mjs", built)),
};

let now = 0;
let timers = [];
let order = 0;
let done = [];
let pages = new Map();
let random = () => 0;

const clock = {
  now: () => now,
  after(ms, act) {
    order += 1;
    const timer = { at: now + Math.max(0, ms), order, act };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  },
};

class Page {
  constructor(id, { kind, instance, watching, mends }) {
    Object.assign(this, { id, kind, instance, watching, mends });
    this.store = kinds[kind].memoryStore();
    this.sockets = new Map();
    this.opened = 0;
    this.cids = 0;
    this.load();
  }

  load() {
    this.page = kinds[this.kind].page(
      {
        clock,
        random,
        uuid: () => `00000000-0000-4000-8000-${this.id}${String(++this.cids).padStart(12 - this.id.length, "0")}`,
        hello: () => ({ instance: this.instance, token: this.kind === "visitor" ? this.id : "", watching: this.watching }),
        open: () => this.open(),
      },
      this.store,
      (frame) => this.applied(frame),
    );
    this.page.connection.connect();
  }

  open() {
    const number = ++this.opened;
    const socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => done.push(["send", this.id, number, text]),
      close: () => {
        this.sockets.delete(number);
        done.push(["close", this.id, number]);
      },
    };
    this.sockets.set(number, socket);
    done.push(["open", this.id, number]);
    return socket;
  }

  applied(frame) {
    if (frame.f === "ack") done.push(["acked", this.id, frame.cid]);
    if (frame.f === "nack") done.push(["refused", this.id, frame.cid, frame.code]);
    if (frame.f === "queued") done.push(["queued", this.id, frame.entry.cid, frame.entry.op]);
    if (frame.f === "ev" && !this.page?.isIdempotent(frame)) done.push(["changed twice", this.id, frame]);
  }

  /** Memory is lost, the outbox is kept. */
  reload() {
    this.silence();
    this.load();
  }

  /** A mutant: the position outlives the state it belongs to. */
  forget() {
    this.page.connection.disconnect();
    this.page.forget();
    this.page.connection.connect();
  }

  silence() {
    const { connection } = this.page;
    connection.disconnect();
    connection.say = connection.submit = connection.connect = () => "";
  }

  hears(number, text) {
    const socket = this.sockets.get(number);
    if (!socket) return;
    socket.onmessage?.(this.mends ? mended(text, this) : text);
  }
}

/** Mutants: a client that does not look at `prev`, or not at the position in a heartbeat. */
function mended(text, page) {
  const frame = JSON.parse(text);
  const mend = (one) => {
    if (page.mends === "chain" && (one.f === "ev" || one.f === "adv")) one = { ...one, prev: page.cursor ?? one.prev };
    if (one.f === "hb") return { ...one, cur: page.cursor ?? one.cur };
    if (one.f === "snap") page.cursor = one.cursor;
    if ((one.f === "ev" || one.f === "adv") && one.prev === page.cursor) page.cursor = one.cur;
    return one;
  };
  return JSON.stringify(frame.f === "batch" ? { ...frame, frames: frame.frames.map(mend) } : mend(frame));
}

const told = {
  begin({ seed }) {
    timers = [];
    pages = new Map();
    random = chance(seed);
  },
  page: ({ id, ...given }) => void pages.set(id, new Page(id, given)),
  opened: ({ id, number }) => pages.get(id).sockets.get(number)?.onopen?.(),
  hears: ({ id, number, text }) => pages.get(id).hears(number, text),
  closed({ id, number, code }) {
    const page = pages.get(id);
    const socket = page.sockets.get(number);
    page.sockets.delete(number);
    socket?.onclose?.(code);
  },
  submit: ({ id, op }) => void pages.get(id).page.connection.submit(op),
  say: ({ id, say }) => pages.get(id).page.connection.say(say),
  online: ({ id }) => pages.get(id).page.connection.online(),
  reload: ({ id }) => pages.get(id).reload(),
  forget: ({ id }) => pages.get(id).forget(),
  tick() {
    for (;;) {
      timers.sort((a, b) => a.at - b.at || a.order - b.order);
      if (!timers.length || timers[0].at > now) return;
      timers.shift().act();
    }
  },
  shown: ({ id }) => {
    const { page } = pages.get(id);
    return { status: page.connection.status, ...page.shown() };
  },
  from: ({ kind, frames }) => kinds[kind].from(frames),
};

/** mulberry32 */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  now = message.now ?? now;
  done = [];
  let answer;
  try {
    answer = told[message.do](message);
  } catch (problem) {
    done.push(["failed", String(problem?.stack ?? problem)]);
  }
  for (let turn = 0; turn < 12; turn++) await null;
  const next = timers.length ? Math.min(...timers.map((timer) => timer.at)) : null;
  process.stdout.write(`${JSON.stringify({ done, next, answer })}\n`);
}
