import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dismiss, Toasts, toast } from "./toasts";

beforeEach(() => {
  vi.useFakeTimers();
  render(createElement(Toasts, { label: "Messages", closeLabel: "Close" }));
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const say = (title: string) => act(() => toast({ id: "alert:cnv_1", title, lasts: 12_000 }));
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

test("one that takes another's place lasts as long as any", () => {
  say("eins");
  pass(11_900);
  say("zwei");
  pass(11_900);
  expect(screen.queryByText("eins")).toBeNull();
  expect(screen.queryByText("zwei")).not.toBeNull();
  pass(200);
  expect(screen.queryByText("zwei")).toBeNull();
});

test("while somebody is at it, it stays", () => {
  say("eins");
  fireEvent.pointerEnter(screen.getByText("eins"));
  pass(60_000);
  expect(screen.queryByText("eins")).not.toBeNull();
  fireEvent.pointerLeave(screen.getByText("eins"));
  pass(12_100);
  expect(screen.queryByText("eins")).toBeNull();
});

test("of many the oldest give way, but none that stays until it is answered", () => {
  act(() => toast({ id: "idle", title: "bleibt", lasts: 0 }));
  for (const title of ["a", "b", "c", "d", "e"]) act(() => toast({ id: title, title }));
  expect(["bleibt", "a", "b", "c", "d", "e"].filter((title) => screen.queryByText(title))).toEqual([
    ...["bleibt", "c", "d", "e"],
  ]);
});

test("F6 goes to the newest and back, and one that goes takes nobody's place away", () => {
  act(() => dismiss("idle"));
  pass(60_000);
  const field = document.body.appendChild(document.createElement("input"));
  field.focus();
  const reach = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "F6" });
  reach();
  expect(document.activeElement).toBe(field);
  act(() => toast({ id: "old", title: "alt" }));
  act(() => toast({ id: "new", title: "neu", onAction: () => undefined }));
  reach();
  expect(document.activeElement?.textContent).toBe("neu");
  reach();
  expect(document.activeElement).toBe(field);
  reach();
  fireEvent.click(screen.getByText("neu"));
  expect(screen.queryByText("neu")).toBeNull();
  expect(document.activeElement).toBe(field);
  field.remove();
});
