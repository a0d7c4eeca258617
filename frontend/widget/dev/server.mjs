// For trying the widget out without the server: a host page on port 4871, the widget's routes and sockets on 4870. Not shipped.
// Steer it: curl 'localhost:4870/dev/say?text=Hello', …/join, …/leave, …/close, …/typing, …/read, …/mode?mode=message, …/drop, …/down, …/up
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";

const STATIC = fileURLToPath(new URL("../../../src/zuruf/web/static/widget/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8" };
const HOST = "http://localhost:4871";
const MARIE = { id: "agt_marie", name: "Marie Keller" };
const GROUPS = [
  { id: "grp_1", name: "Service client", is_online: true },
  { id: "grp_2", name: "Commandes et livraisons", is_online: true },
  { id: "grp_3", name: "Ventes", is_online: false },
];

let seq = 0;
let isDown = false;
let refusing = "";
let agents = [];
let isOpen = false;
let readByAgents = 0;
let group = null;
let groups = null;
let mode = "live";
let events = [];
const messages = [];
const lines = [];
const done = new Map();
const frames = new Set();
const loaders = new Set();

const conversation = () => ({
  is_open: isOpen,
  episode: isOpen || messages.length > 0 ? 1 : 0,
  agents,
  group_id: group,
  read_by_agents: readByAgents,
  seq,
});
const eph = (signal) => JSON.stringify({ f: "eph", eph: signal });
const modeSignal = () => ({
  type: "mode",
  mode,
  faces: ["Marie Keller", "Tom Pohl"],
  groups: agents.length ? null : groups,
  is_asked: groups !== null && group === null && !isOpen,
  preselected: null,
  group,
});

function record(type, body, cid = "") {
  seq += 1;
  const told = { message: null, agent: null, conversation: conversation(), read: null, ...body(seq) };
  const frame = {
    f: "ev",
    prev: String(seq - 1),
    cur: String(seq),
    seq,
    type,
    at: Date.now(),
    actor: "",
    body: told,
    cid,
  };
  events.push(frame);
  for (const socket of frames) socket.send(JSON.stringify(frame));
}

function message(kind, author, text, extra = {}) {
  return (n) => {
    const one = { id: `msg_${n}`, kind, author, text, at: Date.now(), first_seq: n, seq: n };
    const made = { ...one, edited_at: null, deleted_at: null, is_trigger: false, ...extra };
    messages.push(made);
    return { message: made };
  };
}

const DO = {
  say: ({ text = "Bonjour Camille, je regarde tout de suite avec le transporteur." }) => {
    record("message.sent", message("agent", MARIE, text));
    const unread = eph({ type: "unread", count: messages.filter((one) => one.kind !== "visitor").length });
    for (const socket of loaders) socket.send(unread);
  },
  auto: ({ text = "Besoin d’aide ?" }) => record("message.sent", message("website", null, text, { is_trigger: true })),
  join: () => {
    agents = [MARIE];
    record("agent.joined", (n) => {
      lines.push({ seq: n, type: "agent.joined", at: Date.now(), agent: MARIE.name });
      return { agent: MARIE };
    });
  },
  leave: () => {
    agents = [];
    record("agent.left", () => ({ agent: MARIE }));
  },
  close: () => {
    isOpen = false;
    agents = [];
    record("conversation.closed", () => ({}));
  },
  read: () => {
    readByAgents = seq + 1;
    record("conversation.read", (n) => ({ read: n }));
  },
  typing: () => {
    const signal = eph({ type: "typing", conversation: "", who: MARIE.id, name: "Marie", on: true });
    for (const socket of frames) socket.send(signal);
  },
  mode: (query) => {
    mode = query.mode ?? mode;
    groups = query.groups ? GROUPS : null;
    for (const socket of [...frames, ...loaders]) socket.send(eph(modeSignal()));
  },
  act: (query) => {
    for (const socket of loaders) socket.send(eph({ type: "widget", act: query.act }));
  },
  drop: () => {
    for (const socket of frames) socket.terminate();
  },
  down: () => {
    isDown = true;
    DO.drop();
  },
  up: () => {
    isDown = false;
  },
  refuse: (query) => {
    refusing = query.code ?? "";
  },
  history: () => {
    for (let n = 0; n < 130; n++)
      record("message.sent", message(n % 3 ? "visitor" : "agent", n % 3 ? null : MARIE, `Message ${n}`));
  },
  reset: () => {
    seq = 0;
    events = [];
    for (const list of [messages, lines]) list.length = 0;
    isOpen = false;
    isDown = false;
    agents = [];
    readByAgents = 0;
    group = null;
    groups = null;
    mode = "live";
    refusing = "";
    DO.drop();
  },
};

const ROUTES = {
  "/widget/view": (body) => ({
    visit: "vst_1",
    page: `pgv_${Date.now()}`,
    mode,
    position: body.key === "left" ? "left" : "right",
    colour: body.key === "sun" ? "#ffcc00" : "#0f6b66",
    greeting: body.widget_language === "de" ? "Guten Tag" : body.widget_language === "fr" ? "Bonjour" : "Hello",
    unread: 0,
    has_conversation: messages.length > 0,
    judge_after: 0,
    acts: [],
  }),
  "/widget/opened": () => ({ judge_after: null, acts: [] }),
  "/widget/judge": () => ({ judge_after: null, acts: [] }),
  "/widget/custom-event": () => ({ judge_after: null, acts: ["open"] }),
  "/widget/attributes": () => ({}),
  "/widget/start": () => ({ token: "visitor-token", browser: null, has_conversation: messages.length > 0 }),
};

async function answer(request, response) {
  const url = new URL(request.url, "http://localhost");
  const send = (status, type, body, headers = {}) =>
    response.writeHead(status, { "content-type": type, ...headers }).end(body);
  const json = (status, body) =>
    send(status, "application/json", JSON.stringify(body), {
      "access-control-allow-origin": request.headers.origin ?? "*",
    });
  if (url.pathname.startsWith("/dev/")) {
    DO[url.pathname.slice(5)]?.(Object.fromEntries(url.searchParams));
    return json(200, {});
  }
  if (isDown) return response.destroy();
  if (url.pathname === "/widget/frame") {
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://localhost:4870; frame-ancestors ${HOST}; require-trusted-types-for 'script'`;
    const page = `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/widget/frame.css"><script type="module" src="/widget/frame.js"></script></head><body><div id="chat"></div></body></html>`;
    return send(200, TYPES[".html"], page, { "content-security-policy": policy });
  }
  if (url.pathname === "/widget/messages") {
    const before = Number(url.searchParams.get("before"));
    const older = messages.filter((one) => one.first_seq < before);
    return json(200, { messages: older.slice(-50), lines: [], has_more: older.length > 50 });
  }
  if (ROUTES[url.pathname]) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = JSON.parse(Buffer.concat(parts).toString() || "{}");
    if (body.key === "unknown") return json(404, { code: "unknown_key", detail: "No website has this key." });
    return json(200, ROUTES[url.pathname](body));
  }
  const name = url.pathname.replace("/widget/", "");
  return send(200, TYPES[extname(name)] ?? "text/plain", readFileSync(STATIC + name));
}

const server = createServer((request, response) =>
  answer(request, response).catch(() => response.writeHead(404).end()),
);
const sockets = new WebSocketServer({ server });

sockets.on("connection", (socket, request) => {
  if (isDown) return socket.terminate();
  const isFrame = request.url.startsWith("/widget/socket");
  const set = isFrame ? frames : loaders;
  socket.on("close", () => set.delete(socket));
  socket.on("message", (data) => receive(socket, JSON.parse(data), isFrame ? greet : () => set.add(socket)));
});

function greet(socket, hello) {
  const welcome = { f: "welcome", epoch: "e1", me: "vis_1", now: Date.now(), heartbeat: 15, max_text: 10_000 };
  const isResume = hello.epoch === "e1" && Number(hello.cursor) <= seq;
  socket.send(JSON.stringify({ ...welcome, mode: isResume ? "resume" : "snapshot" }));
  if (isResume) {
    const missed = events.filter((event) => event.seq > Number(hello.cursor));
    if (missed.length > 0) socket.send(JSON.stringify({ f: "batch", frames: missed }));
  } else {
    const newest = messages.slice(-50);
    const more = { read: 0, has_more: messages.length > 50, name: "", email: "" };
    const visitor = { conversation: messages.length > 0 ? conversation() : null, messages: newest, lines, ...more };
    socket.send(JSON.stringify({ f: "snap", part: 0, last: true, cursor: String(seq), agent: null, visitor }));
  }
  frames.add(socket);
  socket.send(eph(modeSignal()));
}

function receive(socket, frame, hello) {
  if (frame.f === "hello") hello(socket, frame);
  if (frame.f === "ping") socket.send(JSON.stringify({ f: "hb", cur: String(seq), now: Date.now() }));
  if (frame.f !== "op") return;
  const { cid, op } = frame;
  if (refusing && op.type === "message.send") {
    const why = { code: refusing, sentence: "No.", retry: false, after: 0, field: "text", detail: {} };
    return socket.send(JSON.stringify({ f: "nack", cid, ...why }));
  }
  const dup = done.has(cid);
  if (!dup) carryOut(op, cid);
  done.set(cid, done.get(cid) ?? `msg_${seq}`);
  socket.send(JSON.stringify({ f: "ack", cid, id: done.get(cid), seq, dup, note: "" }));
}

function carryOut(op, cid) {
  if (op.type === "message.send") {
    isOpen = true;
    record("message.sent", message("visitor", null, op.text), cid);
  }
  if (op.type === "group.choose") {
    group = op.group;
    record("visitor.assigned_to_group", () => ({}), cid);
  }
}

setInterval(() => {
  const beat = JSON.stringify({ f: "hb", cur: String(seq), now: Date.now() });
  for (const socket of frames) socket.send(beat);
}, 15_000);

server.listen(4870);

const STRICT =
  "default-src 'none'; script-src http://localhost:4870; connect-src http://localhost:4870 ws://localhost:4870; frame-src http://localhost:4870; require-trusted-types-for 'script'; trusted-types 'none'";
const ALL = ["all: unset", "display: block", "position: static", "background: lime", "font: 40px serif"];
const HOSTILE = `<style>* { ${ALL.map((rule) => `${rule} !important`).join(";")} } html > * { width: 50% !important; transform: rotate(3deg) !important }</style>`;
// name: language, key, what else stands in the head
const HOSTS = {
  plain: ["en", "key", ""],
  de: ["de", "key", ""],
  fr: ["fr", "key", ""],
  left: ["fr", "left", ""],
  sun: ["en", "sun", ""],
  unknown: ["en", "unknown", ""],
  strict: ["en", "key", ""],
  hostile: ["en", "key", HOSTILE],
};

createServer((request, response) => {
  const name = new URL(request.url, HOST).pathname.split("/")[1] || "plain";
  const [language, key, head] = HOSTS[name] ?? HOSTS.plain;
  const script = `<script async src="http://localhost:4870/widget/loader.js" data-key="${key}"></script>`;
  const policy = name === "strict" ? { "content-security-policy": STRICT } : {};
  response.writeHead(200, { "content-type": TYPES[".html"], ...policy });
  response.end(`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>${head}${script}</head>
<body><h1>A shop</h1><p>With a few words about what it sells.</p></body></html>`);
}).listen(4871);
