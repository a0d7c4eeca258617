import { act, cleanup, fireEvent, render } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import en from "../../i18n/en.json";
import { WordsProvider } from "../../i18n/words";
import { message } from "../../state/cast";
import type { TimelineItem } from "../../state/select";
import { useScrolling } from "./scrolling";

vi.mock("../../parts/address", () => ({ useAddress: () => ({ at: null, leavePlace: () => undefined }) }));

const HEIGHT = 1_000;
const ITEMS = [{ kind: "message", key: "msg_1", message: message("msg_1", 3), follows: false, opens: false }];

let watched: { box: Element; changed: () => void }[] = [];

/** A browser that measures: what is watched is told of by hand. */
class Watching {
  readonly changed: () => void;
  constructor(changed: (entries: never[]) => void) {
    this.changed = () => changed([]);
  }
  observe(box: Element) {
    watched.push({ box, changed: this.changed });
  }
  unobserve(box: Element) {
    watched = watched.filter((one) => one.box !== box || one.changed !== this.changed);
  }
  disconnect() {
    watched = watched.filter(({ changed }) => changed !== this.changed);
  }
}

beforeEach(() => {
  watched = [];
  vi.stubGlobal("ResizeObserver", Watching);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Thread({ items }: { items: TimelineItem[] }) {
  const { scroller, onScroll } = useScrolling("con_1", items, () => undefined);
  return items.length > 0 ? createElement("div", { ref: scroller, onScroll, "data-testid": "box" }) : null;
}

/** A thread as high as `HEIGHT`, of which 400 are in sight. */
function thread(items = ITEMS as TimelineItem[]) {
  const drawn = (shown: TimelineItem[]) =>
    createElement(WordsProvider, { value: words("en", en) }, createElement(Thread, { items: shown }));
  const { getByTestId, rerender, unmount } = render(drawn(items));
  const measured = () => {
    const box = getByTestId("box");
    let height = 400;
    Object.defineProperties(box, {
      scrollHeight: { get: () => HEIGHT },
      clientHeight: { get: () => height },
      offsetHeight: { get: () => height },
    });
    const written = vi.fn();
    box.scrollTo = written;
    const goTo = (top: number) => {
      box.scrollTop = top;
      fireEvent.scroll(box);
      written.mockClear();
    };
    const shrink = (left: number) => {
      height = left;
      act(() => {
        for (const { box: one, changed } of watched) if (one === box) changed();
      });
      return written.mock.calls.map(([to]) => (to as ScrollToOptions).top);
    };
    return { goTo, shrink };
  };
  return { measured, show: () => rerender(drawn(ITEMS as TimelineItem[])), unmount };
}

test("the end stays in sight when something takes from the thread's height", () => {
  const { goTo, shrink } = thread().measured();
  goTo(HEIGHT - 400);
  expect(shrink(300)).toContain(HEIGHT - 300);
});

test("so it does where the first message came later", () => {
  const { measured, show } = thread([]);
  show();
  const { goTo, shrink } = measured();
  goTo(HEIGHT - 400);
  expect(shrink(300)).toContain(HEIGHT - 300);
});

test("who reads further up is moved nowhere, and who has left is not watched", () => {
  const { measured, unmount } = thread();
  const { goTo, shrink } = measured();
  goTo(200);
  expect(shrink(300)).toEqual([]);
  unmount();
  expect(watched).toEqual([]);
});
