// Files on their way to the server, for console and widget alike: a few at a time, tried again when the network fails, said when refused.
import type { FileView, Id } from "./types";

export const MAX_BYTES = 10 * 1024 * 1024;
export const MAX_FILES = 10;
const AT_ONCE = 3;
/** After a failure of the network, in ms; then the person decides. */
const PAUSES = [1_000, 2_000, 4_000, 8_000];
/** Why the very same file fails whenever it is sent. */
const FINAL: ReadonlySet<string> = new Set([
  "file_too_large",
  "picture_too_large",
  "picture_unreadable",
  "file_refused",
  "file_empty",
  "files_off",
]);
const FAILS_FOR_NOW: ReadonlySet<number> = new Set([0, 408, 502, 503, 504]);

export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** An address of the picture in this browser, "" for anything else. */
  readonly preview: string;
  readonly state: "arriving" | "ready" | "failed";
  /** How much has left, from 0 to 1. */
  readonly share: number;
  /** Why it failed: a code, final until the person tries again. */
  readonly code: string;
  readonly file: FileView | null;
}

/** What a request that brings one file comes to. */
export interface Sent {
  status: number;
  code: string;
  file: FileView | null;
}

export interface Carrier {
  done: Promise<Sent>;
  abort: () => void;
}

export type Carry = (file: File, moved: (share: number) => void) => Carrier;

const known = new Map<Id, FileView>();
const seen = new Map<Id, string>();

/** What this page has sent before; undefined for what an earlier one did. */
export function sentFile(id: Id): FileView | undefined {
  return known.get(id);
}

/** The picture as this browser has it, "" for anything else: it stands in the thread before the server hands it out. */
export function sentPreview(id: Id): string {
  return seen.get(id) ?? "";
}

export class Uploads {
  list: readonly Upload[] = [];
  /** The person has sent the message; it goes when everything has arrived. */
  isWaiting = false;
  whenReady: () => void = () => undefined;
  /** It waited, and a file did not arrive. */
  whenHeld: () => void = () => undefined;
  readonly #carry: Carry;
  readonly #files = new Map<string, File>();
  readonly #stops = new Map<string, () => void>();
  readonly #listeners = new Set<() => void>();
  #count = 0;

  constructor(carry: Carry) {
    this.#carry = carry;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): readonly Upload[] => this.list;

  get isArriving(): boolean {
    return this.list.some(({ state }) => state === "arriving");
  }

  get hasFailed(): boolean {
    return this.list.some(({ state }) => state === "failed");
  }

  /** Of those that have arrived. */
  get ids(): Id[] {
    return this.list.flatMap(({ file }) => file?.id ?? []);
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.#count += 1;
      const key = `${this.#count}`;
      const code = file.size > MAX_BYTES ? "file_too_large" : this.#isFull ? "too_many_files" : "";
      const preview = file.type.startsWith("image/") && !code ? URL.createObjectURL(file) : "";
      const { name, size } = file;
      this.#files.set(key, file);
      const state = code ? "failed" : "arriving";
      this.#show([...this.list, { key, name, size, preview, state, share: 0, code, file: null }]);
    }
    this.#next();
  }

  /** Whether the same file may succeed when it is sent once more. */
  mayRetry({ state, code }: Upload): boolean {
    return state === "failed" && !FINAL.has(code) && !(code === "too_many_files" && this.#isFull);
  }

  retry(key: string): void {
    const upload = this.list.find((one) => one.key === key);
    if (!upload || !this.mayRetry(upload)) return;
    this.#update(key, { state: "arriving", code: "", share: 0 });
    this.#next();
  }

  remove(key: string): void {
    this.#stops.get(key)?.();
    this.#stops.delete(key);
    this.#forget(this.list.filter((one) => one.key === key));
    this.#show(this.list.filter((one) => one.key !== key));
    this.#next();
    this.#go();
  }

  /** The message has them; their pictures are kept for it. */
  clear(): void {
    for (const { file, preview } of this.list) if (file && preview) seen.set(file.id, preview);
    this.#forget(this.list.filter(({ file }) => !file));
    this.#files.clear();
    this.isWaiting = false;
    this.#show([]);
  }

  wait(isWaiting: boolean): void {
    this.isWaiting = isWaiting;
    this.#show([...this.list]);
  }

  get #isFull(): boolean {
    return this.list.filter(({ code }) => code !== "too_many_files").length >= MAX_FILES;
  }

  #next(): void {
    const waiting = this.list.filter(({ key, state }) => state === "arriving" && !this.#stops.has(key));
    for (const { key } of waiting.slice(0, AT_ONCE - this.#stops.size)) this.#send(key, 0);
  }

  #send(key: string, attempt: number): void {
    const file = this.#files.get(key);
    if (!file) return;
    const { done, abort } = this.#carry(file, (share) => this.#update(key, { share }));
    this.#stops.set(key, abort);
    void done.then((sent) => {
      // Cancelled meanwhile: nobody waits for it.
      if (this.#stops.get(key) !== abort) return;
      const pause = PAUSES[attempt];
      if (!sent.file && FAILS_FOR_NOW.has(sent.status) && pause) this.#later(key, attempt + 1, pause);
      else this.#ended(key, sent);
    });
  }

  #later(key: string, attempt: number, pause: number): void {
    this.#update(key, { share: 0 });
    const timer = setTimeout(() => this.#send(key, attempt), pause);
    this.#stops.set(key, () => clearTimeout(timer));
  }

  #ended(key: string, { file, code }: Sent): void {
    this.#stops.delete(key);
    if (file) known.set(file.id, file);
    this.#update(key, file ? { state: "ready", share: 1, file } : { state: "failed", code: code || "unreachable" });
    this.#next();
    this.#go();
  }

  /** With the last that has arrived, or without the one that was taken out: not to send at all has its own button. */
  #go(): void {
    if (!this.isWaiting || (this.isArriving && !this.hasFailed)) return;
    this.wait(false);
    if (this.hasFailed) this.whenHeld();
    else this.whenReady();
  }

  #update(key: string, change: Partial<Upload>): void {
    this.#show(this.list.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }

  #forget(gone: readonly Upload[]): void {
    for (const { key, preview } of gone) {
      if (preview) URL.revokeObjectURL(preview);
      this.#files.delete(key);
    }
  }

  #show(list: readonly Upload[]): void {
    this.list = list;
    for (const listener of this.#listeners) listener();
  }
}

/** Brings one file to the address; XMLHttpRequest, because only it says how far it has come. */
export function carrier(address: string, headers: () => Record<string, string>): Carry {
  return (file, moved) => {
    const request = new XMLHttpRequest();
    const done = new Promise<Sent>((resolve) => {
      const ended = () => resolve(answerOf(request));
      request.upload.onprogress = ({ loaded, total }) => moved(total ? loaded / total : 0);
      request.onload = ended;
      request.onerror = ended;
      request.onabort = ended;
    });
    request.open("POST", address);
    const all = { ...headers(), "Content-Type": "application/octet-stream", "X-File-Name": headerName(file.name) };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.send(file);
    return { done, abort: () => request.abort() };
  };
}

/** Cut so that no header grows too long, at its front: the ending says what it is. */
function headerName(name: string): string {
  // Half a letter, which some systems allow in names, cannot be encoded.
  return encodeURIComponent(
    [...name]
      .slice(-200)
      .join("")
      .replace(/\p{Surrogate}/gu, "_"),
  );
}

function answerOf({ status, responseText }: XMLHttpRequest): Sent {
  const said: unknown = parsed(responseText);
  const body = typeof said === "object" && said !== null ? said : {};
  if (status === 201) return { status, code: "", file: body as FileView };
  return { status, code: "code" in body && typeof body.code === "string" ? body.code : "", file: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The files somebody pasted or let go of, none for text. */
export function filesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}

/** `1.2 MB` as the language writes it. */
export function sizeText(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1_000_000 ? [bytes && Math.max(1, bytes / 1_000), "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const maximumFractionDigits = unit === "megabyte" ? 1 : 0;
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits }).format(
    value,
  );
}

/** How large a picture stands in the thread: within the box, never larger than it is. */
export function fitted({ width, height }: Pick<FileView, "width" | "height">, box: { width: number; height: number }) {
  const scale = Math.min(1, box.width / width, box.height / height);
  return { width: Math.max(24, Math.round(width * scale)), height: Math.max(24, Math.round(height * scale)) };
}
