import type { FormForVisitor } from "@zuruf/protocol/types";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { spoken } from "../i18n/catalogues";
import { ContactForm } from "./ContactForm";
import type { Screen, Session } from "./session";
import { type Done, START } from "./state";
import { Speaking } from "./words";

const form: FormForVisitor = {
  when: "before",
  fields: [
    { name: "email", label: "", kind: "email", is_required: true },
    { name: "Order", label: "Order", kind: "attribute", is_required: false },
  ],
  consent: "I agree.",
  consent_link: "https://shop.example/privacy",
};
const session = { key: "web_key", give: vi.fn(), holdsBack: undefined } as unknown as Session & {
  key: string;
  give: ReturnType<typeof vi.fn>;
};

const given = {
  type: "contact.give" as const,
  name: "",
  email: "ada@home.example",
  phone: "",
  attributes: { Order: "7" },
  consent: "I agree.",
};

afterEach(() => {
  sessionStorage.clear();
  // What a page has kept it remembers without the browser, too.
  session.key += "_";
  act(() => render(null, document.body));
  session.give.mockClear();
});

function shows(done?: Partial<Done>, asked = form): void {
  const deeds = done ? { "contact.give": { cid: "c", op: given, isTaken: false, refusal: undefined, ...done } } : {};
  const screen = { state: { ...START, deeds } } as unknown as Screen;
  act(() =>
    render(
      <Speaking value={spoken("en")}>
        <ContactForm session={session} screen={screen} form={asked} />
      </Speaking>,
      document.body,
    ),
  );
}

const field = (name: string) => document.querySelector<HTMLInputElement>(`[name="${name}"]`) as HTMLInputElement;
const alerts = () => [...document.querySelectorAll("[role=alert]")].map((one) => one.textContent);
const type = (name: string, value: string) =>
  act(() => {
    field(name).value = value;
    field(name).dispatchEvent(new Event("input", { bubbles: true }));
  });

test("writing before the form is filled in leads to what is missing, and nothing is sent", () => {
  shows();
  let isHeld: boolean | undefined;
  act(() => {
    isHeld = session.holdsBack?.();
  });
  expect(isHeld).toBe(true);
  expect(alerts()).toEqual(["Please fill this in.", "Please agree to this first."]);
  expect(document.activeElement).toBe(field("email"));
  expect(session.give).not.toHaveBeenCalled();
});

test("the phone is given, too", () => {
  const phone = { name: "phone", label: "", kind: "phone" as const, is_required: false };
  shows(undefined, { ...form, fields: [phone], consent: "" });
  type("phone", " +49 30 1234 ");
  act(() => document.querySelector<HTMLButtonElement>("[type=submit]")?.click());
  expect(session.give).toHaveBeenCalledWith(expect.objectContaining({ phone: "+49 30 1234" }));
});

test("what was typed is given with the very text agreed to, and stays where it was refused", () => {
  shows();
  type("email", "ada@home.example");
  type("Order", "7");
  act(() => field("consent").click());
  act(() => document.querySelector<HTMLButtonElement>("[type=submit]")?.click());
  expect(session.give).toHaveBeenCalledWith({
    type: "contact.give",
    name: "",
    email: "ada@home.example",
    phone: "",
    attributes: { Order: "7" },
    consent: "I agree.",
  });
  shows({ refusal: { code: "not_an_email", sentence: "", field: "contact.email", detail: {} } });
  expect(alerts()).toEqual(["This is not an e-mail address."]);
  expect(field("email").getAttribute("aria-invalid")).toBe("true");
  expect(field("email").value).toBe("ada@home.example");
});

test("what is half filled in is there again when the form returns", () => {
  shows();
  type("Order", "7");
  act(() => render(null, document.body));
  shows();
  expect(field("Order").value).toBe("7");
});

test("given before a reload and not yet taken, it stands in the form as on its way, and holds no message back", () => {
  shows({});
  expect([field("email").value, field("Order").value, field("consent").checked]).toEqual([
    "ada@home.example",
    "7",
    true,
  ]);
  const button = document.querySelector<HTMLButtonElement>("[type=submit]");
  expect([button?.disabled, button?.textContent]).toEqual([true, "Sending…"]);
  expect(session.holdsBack).toBeUndefined();
});
