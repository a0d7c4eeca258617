import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { Store } from "../state/store";
import { keepFresh } from "./fresh";

/** A screen that shows what `answer` says; how often it was asked. */
function screen(answer: () => Promise<string>) {
  const [store, queries] = [
    new Store(),
    new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 1e9 } } }),
  ];
  let asked = 0;
  const queryFn = () => {
    asked += 1;
    return answer();
  };
  const stop = keepFresh(store, queries);
  const seen = new QueryObserver(queries, { queryKey: ["thread"], queryFn });
  const close = seen.subscribe(() => undefined);
  const settled = () => expect.poll(() => seen.getCurrentResult().isFetching).toBe(false);
  return {
    store,
    asked: () => asked,
    result: () => seen.getCurrentResult(),
    settled,
    end: () => void [stop(), close()],
  };
}

test("what failed during an outage is asked for again when the connection is back", async () => {
  let isUp = false;
  const { store, result, settled, end } = screen(() => (isUp ? Promise.resolve("trois") : Promise.reject(new Error())));
  store.setStatus("live");
  store.setStatus("waiting");
  await settled();
  expect(result().isError).toBe(true);
  isUp = true;
  store.setStatus("connecting");
  store.setStatus("live");
  await settled();
  expect(result().data).toBe("trois");
  end();
});

test("so is what was fetched before it; but nothing twice when the console begins", async () => {
  const { store, asked, settled, end } = screen(() => Promise.resolve("deux"));
  await settled();
  store.setStatus("connecting");
  store.setStatus("live");
  await settled();
  expect(asked()).toBe(1);
  store.setStatus("waiting");
  await settled();
  expect(asked()).toBe(1);
  store.setStatus("live");
  await settled();
  expect(asked()).toBe(2);
  end();
});
