// The script a page includes: reports what page is seen, shows the button, listens, and fetches the chat only when somebody wants it.
import type { Start, View } from "./bridge";
import { act, away, become, counted, load, look, minimize, open, settle, tell } from "./loader/chat";
import { type Heard, hangUp, listen } from "./loader/listening";
import { onNavigation } from "./loader/navigation";
import { base, browser, key, language, tab } from "./loader/site";
import { host } from "./loader/surface";

type Call = (what: unknown) => void;

const page = window as unknown as { Zuruf?: typeof call & { q?: ArrayLike<unknown>[]; is?: 1 } };
const { q: waiting = [], is: isThere } = page.Zuruf || ({} as { q?: ArrayLike<unknown>[]; is?: 1 });
let view: View | undefined;
let url = "";
let timer = 0;
let failures = 0;
let isRefused = false;
let isDead = false;

// As plain text it is a simple request: the browser sends no second one to ask whether it may.
async function ask(path: string, fields: object) {
  const body = JSON.stringify({ key, browser, ...fields });
  const answer = await fetch(`${base}/widget/${path}`, { method: "POST", body, keepalive: true });
  const found = await answer.json();
  if (answer.ok) return found;
  isRefused = answer.status < 429;
  throw 0;
}

async function see(): Promise<void> {
  const { title, referrer } = document;
  const previous_url = url || referrer;
  url = location.href;
  clearTimeout(timer);
  const fields = {
    tab,
    url,
    title,
    referrer,
    previous_url,
    language: navigator.language,
    widget_language: language,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  try {
    view = (await ask("view", fields)) as View;
  } catch {
    if (!failures++) explain().catch(() => {});
    // A server that does not answer is asked again, later each time.
    if (!isRefused) timer = window.setTimeout(see, 30_000 * failures);
    return;
  }
  if (isDead) return;
  look(view);
  tell({ say: "page", page: view.page });
  judged(view);
  if (!host.isConnected) begin();
}

// A refusal cannot be read from a foreign page; why it is one may be asked.
async function explain(): Promise<void> {
  const answer = await fetch(`${base}/widget/why?key=${key}`);
  // biome-ignore lint/suspicious/noConsole: whoever builds the page looks here for why no button appears.
  console.warn(await answer.text());
}

function begin(): void {
  document.documentElement.append(host);
  for (const given of waiting) call(given[0], given[1]);
  (window.requestIdleCallback || setTimeout)(() => {
    if (isDead) return;
    if ((view as View).has_conversation) load();
    listen(
      () => ({ f: "hello", v: 1, instance: (view as View).page, token: browser, page: (view as View).page }),
      heard,
    );
  });
}

function heard(heard: Heard): void {
  if (heard.mode) become(heard.mode);
  if (heard.act) act(heard.act);
  if (heard.count != null) counted(heard.count);
  if (heard.after) judged({ judge_after: heard.after });
}

function judged({ judge_after, acts = [] }: Pick<View, "judge_after" | "acts">): void {
  acts.forEach(act);
  if (!judge_after) return;
  clearTimeout(timer);
  timer = window.setTimeout(judge, judge_after * 1_000, "judge");
}

function judge(path: string, fields = {}): void {
  ask(path, { tab, page: (view as View).page, ...fields }).then(judged, () => {});
}

const METHODS: Record<string, Call> = {
  // Only what is listed is a method.
  __proto__: null as never,
  openChat: () => open(),
  minimizeWidget: () => minimize(),
  show: () => away(false),
  hide: () => away(true),
  updateIntegrationData: (attributes) => judge("attributes", { attributes }),
  event: (name) => judge("custom-event", { name }),
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
  else if (method && !isDead) method(what);
}

function start(): void {
  settle(
    () => ({ say: "start", key, browser, tab, language, view }) as Start,
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
