// The script a page includes: reports what page is seen, shows the button, listens, and fetches the chat only when somebody wants it.
import type { Act, Start, View } from "./bridge";
import { act, become, heard, load, look, minimize, open, settle, tell } from "./loader/chat";
import { hangUp, listen } from "./loader/listening";
import { onNavigation } from "./loader/navigation";
import { base, key, language, named } from "./loader/site";
import { host } from "./loader/surface";

type Call = (what: unknown, name: unknown) => void;

const page = window as unknown as { Zuruf?: typeof call & { q?: Iterable<unknown>[]; is?: 1 } };
const { q: waiting = [], is: isThere } = page.Zuruf || ({} as { q?: Iterable<unknown>[]; is?: 1 });
let view: View | undefined;
/** Of the last page the server has heard of. */
let previous_url = "";
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let isDead = false;
let asked = Promise.resolve() as unknown as Promise<View>;

// As plain text it is a simple request: the browser sends no second one to ask whether it may.
async function ask(path: string, fields?: object) {
  const body = JSON.stringify({ key, browser: named(), page: view?.page, ...fields });
  // What hangs is said once more instead of holding up what comes after it.
  const signal = AbortSignal.timeout?.(30_000);
  const answer = await fetch(`${base}/widget/${path}`, { method: "POST", keepalive: true, body, signal });
  if (answer.ok) return answer.json();
  throw answer.status;
}

/** One after the other: what one answer says of the page is said with the next question. */
function next(path: string, fields?: object): Promise<View> {
  const work = () => ask(path, fields);
  asked = asked.then(work, work);
  return asked;
}

function see(): void {
  const { title, referrer } = document;
  const url = location.href;
  clearTimeout(timer);
  next("view", {
    url,
    title,
    referrer,
    previous_url,
    widget_language: language,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }).then(
    (found) => {
      previous_url = url;
      seen(found);
    },
    (status) => {
      if (!failures++) explain();
      // A server that does not answer is asked again, later each time; one that refuses is not.
      if (status < 429) become("hidden");
      else timer = setTimeout(see, 5_000 * failures);
    },
  );
}

function seen(found: View): void {
  failures = 0;
  if (isDead) return;
  view = found;
  look(view);
  judged(view);
  if (!host.isConnected) begin();
}

// A refusal cannot be read from a foreign page; why it is one may be asked.
function explain(): void {
  fetch(`${base}/widget/why?key=${key}`)
    .then((answer) => answer.text())
    // biome-ignore lint/suspicious/noConsole: whoever builds the page looks here for why no button appears.
    .then(console.warn, () => {});
}

function begin(): void {
  document.documentElement.append(host);
  // Again where the page has taken it out of its document: with another socket, and what was called is done.
  for (const given of waiting.splice(0)) call(...(given as [unknown]));
  hangUp(true);
  if (isDead) return;
  if ((view as View).has_conversation) load();
  listen(() => ({ f: "hello", v: 1, instance: (view as View).page, token: named() }), heard);
}

function judged(found: Partial<View>): void {
  const { judge_after, acts = [] } = found;
  const now = Object.assign(view as View, found);
  named(now.keep);
  tell({ say: "page", ...now });
  acts.forEach(act);
  if (!judge_after) return;
  clearTimeout(timer);
  timer = setTimeout(judge, judge_after * 1_000, "judge");
}

function judge(path: string, fields?: object): void {
  // What the network lost is said once more; not what the server refused, nor what something newer may have overtaken.
  const again = (status: number) => status < 429 || fields || setTimeout(judge, 30_000, path);
  if (!isDead) next(path, fields).then(judged, again);
}

const METHODS: Record<string, Call> = {
  // Only what is listed is a method.
  __proto__: null as never,
  openChat: open as Call,
  minimizeWidget: minimize,
  show: (_, name) => act(name as Act),
  hide: (_, name) => act(name as Act),
  updateIntegrationData: (attributes) => judge("attributes", { attributes }),
  event: (name) => judge("custom-event", { name }),
  consent: () => judge("consent"),
  pageView: see,
  kill() {
    isDead = true;
    clearTimeout(timer);
    hangUp(true);
    host.remove();
  },
};

function call(name: unknown, what?: unknown): void {
  const method = METHODS[name as string];
  if (!view) waiting.push([name, what]);
  else if (method && !isDead) method(what, name);
}

function start(): void {
  settle(
    () => ({ say: "start", key, browser: named(), language, view }) as Start,
    () => judge("opened"),
  );
  onNavigation(() => isDead || see());
  see();
}

if (!isThere) {
  call.is = 1 as const;
  page.Zuruf = call;
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
}
