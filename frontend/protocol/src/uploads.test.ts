// Files on their way: what is refused here, what is tried again, what is sent when.
import { beforeEach, expect, test, vi } from "vitest";
import { fitted, MAX_BYTES, MAX_FILES, type Sent, sizeText, type Upload, Uploads } from "./uploads";

interface Under {
  name: string;
  answer: (sent: Sent) => Promise<void>;
  moved: (share: number) => void;
  isAborted: boolean;
}

let carried: Under[] = [];
const uploads = () =>
  new Uploads((file, moved) => {
    let resolve: (sent: Sent) => void = () => undefined;
    const done = new Promise<Sent>((resolved) => {
      resolve = resolved;
    });
    const under: Under = {
      name: file.name,
      moved,
      isAborted: false,
      answer: async (sent) => {
        resolve(sent);
        await done;
        await Promise.resolve();
      },
    };
    carried.push(under);
    return {
      done,
      abort: () => {
        under.isAborted = true;
      },
    };
  });
const file = (name: string, size = 3) => Object.defineProperty(new File(["abc"], name), "size", { value: size });
const arrived = (id: string): Sent => ({
  status: 201,
  code: "",
  file: { id, name: id, type: "text/plain", size: 3, width: 0, height: 0 },
});

beforeEach(() => {
  carried = [];
  vi.useFakeTimers();
});

test("three go at once, the others when there is a place", async () => {
  const list = uploads();
  list.add(["a", "b", "c", "d"].map((name) => file(name)));
  expect(carried.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  await carried[0]?.answer(arrived("fil_a"));
  expect(carried.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  expect(list.ids).toEqual(["fil_a"]);
});

test("what is too large is said at once and never leaves", () => {
  const list = uploads();
  list.add([file("film.mp4", MAX_BYTES + 1)]);
  expect(list.list[0]).toMatchObject({ state: "failed", code: "file_too_large" });
  list.retry("1");
  expect(carried).toEqual([]);
});

test("a network that fails is tried again by itself, then the person is asked", async () => {
  const list = uploads();
  list.add([file("a")]);
  for (let n = 0; n < 4; n++) {
    await carried[n]?.answer({ status: 0, code: "", file: null });
    expect(list.list[0]?.state).toBe("arriving");
    vi.advanceTimersByTime(10_000);
  }
  await carried[4]?.answer({ status: 0, code: "", file: null });
  expect(list.list[0]).toMatchObject({ state: "failed", code: "unreachable" });
  list.retry("1");
  await carried[5]?.answer(arrived("fil_a"));
  expect(list.list[0]?.state).toBe("ready");
});

test("a refusal is final, and the message that waited does not go", async () => {
  const list = uploads();
  const sent = vi.fn();
  list.whenReady = sent;
  list.add([file("a"), file("b.svg")]);
  list.wait(true);
  await carried[1]?.answer({ status: 415, code: "file_refused", file: null });
  await carried[0]?.answer(arrived("fil_a"));
  expect(sent).not.toHaveBeenCalled();
  list.remove("2");
  expect([list.hasFailed, list.isArriving, list.ids]).toEqual([false, false, ["fil_a"]]);
});

test("a message sent early goes when the last file has arrived, once", async () => {
  const list = uploads();
  const sent = vi.fn();
  list.whenReady = sent;
  list.add([file("a"), file("b")]);
  list.wait(true);
  await carried[0]?.answer(arrived("fil_a"));
  expect(sent).not.toHaveBeenCalled();
  await carried[1]?.answer(arrived("fil_b"));
  expect(sent).toHaveBeenCalledOnce();
});

test("what waits for a file that is taken out goes without it, and is told of one that does not arrive", async () => {
  const list = uploads();
  const [sent, held] = [vi.fn(), vi.fn()];
  list.whenReady = sent;
  list.whenHeld = held;
  list.add([file("a"), file("b")]);
  list.wait(true);
  list.remove("1");
  expect([sent.mock.calls.length, list.isWaiting]).toEqual([0, true]);
  list.remove("2");
  expect([sent.mock.calls.length, list.isWaiting]).toEqual([1, false]);
  list.add([file("c")]);
  list.wait(true);
  await carried[2]?.answer({ status: 415, code: "file_refused", file: null });
  expect([sent.mock.calls.length, held.mock.calls.length, list.isWaiting]).toEqual([1, 1, false]);
});

test("what is cancelled is stopped and does not come back", async () => {
  const list = uploads();
  list.add([file("a")]);
  list.remove("1");
  expect(carried[0]?.isAborted).toBe(true);
  await carried[0]?.answer(arrived("fil_a"));
  expect(list.list).toEqual([]);
});

test("more than a message takes is tried again only once there is a place", async () => {
  const list = uploads();
  list.add(Array.from({ length: MAX_FILES + 2 }, (_, n) => file(`${n}`)));
  const [eleventh, twelfth] = list.list.slice(-2) as [Upload, Upload];
  expect([eleventh.code, twelfth.code]).toEqual(["too_many_files", "too_many_files"]);
  expect(list.mayRetry(eleventh)).toBe(false);
  list.retry(eleventh.key);
  expect(list.list.at(-2)?.state).toBe("failed");
  list.remove("1");
  expect([list.mayRetry(eleventh), list.mayRetry(twelfth)]).toEqual([true, true]);
  list.retry(eleventh.key);
  expect([list.list.at(-2)?.state, list.mayRetry(twelfth)]).toEqual(["arriving", false]);
});

test("sizes and boxes", () => {
  expect([sizeText(0, "en"), sizeText(0, "fr")].map((text) => text.replace(/\s/u, " "))).toEqual(["0 kB", "0 ko"]);
  expect([sizeText(10, "en"), sizeText(348_000, "en"), sizeText(1_250_000, "de")]).toEqual([
    "1 kB",
    "348 kB",
    "1,3 MB",
  ]);
  expect(fitted({ width: 4000, height: 3000 }, { width: 280, height: 240 })).toEqual({ width: 280, height: 210 });
  expect(fitted({ width: 100, height: 50 }, { width: 280, height: 240 })).toEqual({ width: 100, height: 50 });
});
