import { cleanup, fireEvent, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { conversation } from "../../state/cast";
import { stage } from "../../state/stage";
import { Attributes } from "./attributes";

const VISITOR = { ...conversation("cnv_1").visitor, attributes: { plan: "first" } };
const part = (visitor = VISITOR) => createElement(Attributes, { visitor });
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const write = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("an attribute that is there is not written over by adding one of its name", () => {
  const fetching = vi.fn(async () => Response.json({}));
  vi.stubGlobal("fetch", fetching);
  stage().show(part());
  fireEvent.click(screen.getByRole("button", { name: "Add an attribute" }));
  write("Name", " plan ");
  write("Value", "second");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(screen.getByRole("alert").textContent).toContain("There is an attribute of this name already");
  expect([field("Name").getAttribute("aria-invalid"), fetching.mock.calls.length]).toEqual(["true", 0]);
  write("Name", "plans");
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(fetching).toHaveBeenCalledOnce();
});

test("one half typed is there again after another conversation, of its own visitor, until it is cancelled", () => {
  const { show } = stage();
  const first = show(part());
  fireEvent.click(screen.getByRole("button", { name: "Add an attribute" }));
  expect(document.activeElement).toBe(field("Name"));
  write("Name", "budget");
  write("Value", "4");
  first.unmount();
  const other = show(part({ ...VISITOR, id: "vis_2" }));
  expect(screen.queryByRole("textbox")).toBeNull();
  other.unmount();
  show(part());
  expect([field("Name").value, field("Value").value]).toEqual(["budget", "4"]);
  expect(document.activeElement).not.toBe(field("Name"));
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.queryByRole("textbox")).toBeNull();
});
