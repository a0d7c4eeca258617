import { cleanup, fireEvent, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { conversation } from "../../../state/cast";
import { shownAt, stage } from "../../../state/stage";
import SearchPane from "./pane";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const hit = (message_id: string) => ({
  kind: "message",
  conversation: conversation("cnv_1"),
  message_id,
  seq: 5,
  at: 0,
  author: "vis_1",
  is_visitors: true,
  field: "",
  parts: [{ text: "parcel", is_hit: true }],
});

test("how many results there are is told, and as “so far” only while there are more", async () => {
  const pages = [
    { items: [hit("msg_1")], next: 1 },
    { items: [hit("msg_2")], next: null },
  ];
  vi.stubGlobal("fetch", async () => Response.json(pages.shift()));
  await shownAt("/mine?q=parcel", createElement(SearchPane, { key: "pane", text: "parcel" }), stage());
  const status = screen.getByRole("status");
  await vi.waitFor(() => expect(status.textContent).toBe("1 result so far"));
  fireEvent.click(screen.getByRole("button", { name: "Show older ones" }));
  await vi.waitFor(() => expect(status.textContent).toBe("2 results"));
});
