// Replays what each role was told with the front ends' own reducers and compares it with what a fresh snapshot shows.
// node replay.mjs BUILT CASES: one line of CASES per person, one JSON report on the standard output.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";

const [, , built, cases] = process.argv;
const kinds = {
  agent: await import(new URL("console.mjs", pathToFileURL(`${built}/`))),
  visitor: await import(new URL("widget.mjs", pathToFileURL(`${built}/`))),
};
/** How many turns in a row are also replayed without a snapshot in between. */
const WINDOW = 12;
/** Actions that change what everybody sees of agents and groups, not any conversation. */
const SETTINGS = /^(agents|groups|workspaces|sessions|signs)\./;

const report = { verified: [], events: 0, states: 0, failures: [] };
for (const line of readFileSync(cases, "utf8").trim().split("\n")) verify(JSON.parse(line));
process.stdout.write(JSON.stringify(report));

function verify({ house, who, role, kind, turns }) {
  const { START, reduce } = kinds[kind];
  const after = (state, frames) => frames.reduce((now, frame) => reduce(now, frame, 0), state);
  const fresh = turns.map(({ shown }) => after(START, shown));
  const differ = kind === "agent" ? agentDiffers : visitorDiffers;
  const isSetting = ({ action, told }) => kind === "visitor" && told.length === 0 && SETTINGS.test(action);

  const expect = (check, turn, state, wanted, context) => {
    report.states += 1;
    const difference = differ(state, wanted, context);
    if (difference) report.failures.push({ house, who, role, check, turn, action: turns[turn].action, difference });
    return !difference;
  };

  for (let n = 1; n < turns.length; n++) {
    const { told, action } = turns[n];
    const context = { revoked: revokedBy(told), isSetting: isSetting(turns[n]) };
    report.events += told.filter(({ f }) => f === "ev").length;
    report.verified.push({ house, role, action, events: told.length });
    const state = after(fresh[n - 1], told);
    // V7
    if (!expect("snapshot + events", n, state, fresh[n], context)) continue;
    // V8: a part heard twice, and all of it again on top of what was fetched afterwards; a snapshot begins anew.
    const begun = told.findLastIndex(({ f }) => f === "snap") + 1;
    const base = after(fresh[n - 1], told.slice(0, begun));
    const events = told.slice(begun);
    for (let j = 1; j <= events.length; j++) {
      const part = after(base, events.slice(0, j));
      for (let i = 0; i < j; i++) expect(`overlap ${i}…${j}`, n, after(part, events.slice(i)), fresh[n], context);
    }
    for (let i = 0; i < events.length; i++) expect(`replay of ${i}…`, n, after(fresh[n], events.slice(i)), fresh[n], context);
    // One alone, long after: whatever it brings is older than what is known.
    for (const event of events) {
      const late = reduce(state, event, 0);
      const older = differs("conversations", late.conversations, state.conversations) ?? differs("threads", late.threads, state.threads);
      const isOlder = kind === "agent" && !context.revoked.has(event.body.conversation?.id);
      if (isOlder && older) report.failures.push({ house, who, role, check: "one alone", turn: n, action, difference: older });
    }
    if (events.length && !isDeepStrictEqual(kept(after(state, events)), kept(state))) {
      report.failures.push({ house, who, role, check: "replayed", turn: n, action, difference: "the state is another one" });
    }
  }
  // Every split: the snapshot of any turn and all events from there on.
  const healthy = !report.failures.some((failure) => failure.who === who && failure.house === house);
  for (let from = 0; healthy && from < turns.length - 1; from++) {
    let state = fresh[from];
    const context = { revoked: new Set(), isSetting: false };
    const end = from === 0 ? turns.length : Math.min(turns.length, from + 1 + WINDOW);
    for (let n = from + 1; n < end; n++) {
      state = after(state, turns[n].told);
      for (const id of revokedBy(turns[n].told)) context.revoked.add(id);
      context.isSetting ||= isSetting(turns[n]);
      if (!expect(`from turn ${from} on`, n, state, fresh[n], context)) break;
    }
  }
}

function revokedBy(told) {
  return new Set(told.filter(({ type }) => type === "conversation.revoked").map(({ body }) => body.conversation_id));
}

/** What is stored, without what only counts or passes by. */
function kept({ settings: _1, typing: _2, ...state }) {
  return state;
}

function agentDiffers(state, fresh, { revoked }) {
  const closed = (id) => !fresh.conversations[id] && !state.conversations[id]?.is_open;
  const open = (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !closed(id)));
  const first =
    differs("workspace", state.workspace, fresh.workspace) ??
    differs("agents", state.agents, fresh.agents) ??
    differs("groups", state.groups, fresh.groups) ??
    differs("websites", state.websites, fresh.websites) ??
    differs("conversations", open(state.conversations), fresh.conversations) ??
    readsDiffer(state, fresh) ??
    differs("alerts", state.alerts, fresh.alerts);
  if (first) return first;
  for (const [id, { messages, history }] of Object.entries(fresh.threads)) {
    const thread = state.threads[id];
    if (!thread && (revoked.has(id) || !state.conversations[id] || isUnopened(state))) continue;
    const second =
      differs("messages", thread?.messages, messages) ??
      differs("history", thread?.history, history) ??
      differs("seenByVisitor", state.seenByVisitor[id] ?? 0, fresh.seenByVisitor[id] ?? 0);
    if (second) return second;
  }
  return undefined;
}

/** A mark of an episode before, or from before the sight was lost, may be missing while it says nothing: nobody waits, or it is too old. */
function readsDiffer(state, fresh) {
  for (const { id, is_open, waiting_since, visitor_message_seq } of Object.values(fresh.conversations)) {
    const got = state.reads[id];
    const wanted = fresh.reads[id] ?? 0;
    const saysNothing = waiting_since === null || wanted < visitor_message_seq;
    if (!is_open || (got === undefined && saysNothing) || (got ?? 0) === wanted) continue;
    return `reads.${id}: the client has ${got}, a fresh one ${wanted}`;
  }
  return undefined;
}

/** No thread was on screen when the snapshot was made. */
function isUnopened(state) {
  return Object.keys(state.threads).length === 0;
}

function visitorDiffers(state, fresh, { isSetting }) {
  const message = ({ seq: _, author, ...rest }) => ({ ...rest, author: author && (isSetting ? author.id : author) });
  const conversation = (one) => (one && isSetting ? unsettled(one) : one);
  return (
    differs("conversation", conversation(state.conversation), conversation(fresh.conversation)) ??
    differs("messages", state.messages.map(message), fresh.messages.map(message)) ??
    differs("lines", state.lines, fresh.lines) ??
    differs("read", state.read, fresh.read)
  );
}

/** What follows from settings: the mode's signal brings it, and the next change of the conversation. */
function unsettled({ group_id: _, agents, ...conversation }) {
  return { ...conversation, agents: agents.map(({ id }) => id) };
}

function differs(path, got, wanted) {
  if (isDeepStrictEqual(got, wanted)) return undefined;
  if (isMap(got) && isMap(wanted)) {
    for (const key of new Set([...Object.keys(got), ...Object.keys(wanted)])) {
      const inner = differs(`${path}.${key}`, got[key], wanted[key]);
      if (inner) return inner;
    }
  }
  return `${path}: the client has ${short(got)}, a fresh one ${short(wanted)}`;
}

function isMap(value) {
  return typeof value === "object" && value !== null;
}

function short(value) {
  return (JSON.stringify(value) ?? "nothing").slice(0, 200);
}
