import { act, cleanup, fireEvent } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import { stage } from "../state/stage";
import Idle from "./idle";

afterEach(cleanup);

test("what is done while the connection is down is told when there is one again, and not once more after it was heard", () => {
  const { store, said, show } = stage();
  const link = (status: "live" | "waiting") => act(() => store.setStatus(status));
  show(createElement(Idle));
  fireEvent.pointerDown(document.body);
  said.splice(0);
  link("live");
  expect(said).toEqual([{ type: "active" }]);
  act(() => store.receive([{ f: "eph", eph: { type: "active" } }]));
  link("waiting");
  link("live");
  expect(said).toHaveLength(1);
});
