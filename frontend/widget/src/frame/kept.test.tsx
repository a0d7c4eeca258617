import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { useKept } from "./kept";
import { keepAll } from "./storage";

let kept: ReturnType<typeof useKept<{ name: string }>>;

function Form({ name }: { name: string }) {
  kept = useKept(`form:${name}`, { name: "Known before" });
  return null;
}

const show = (name: string) => act(() => render(<Form key={name} name={name} />, document.body));

keepAll();

afterEach(() => {
  act(() => render(null, document.body));
  sessionStorage.clear();
});

test("a page begins with what the one before it kept, else with what is known", () => {
  sessionStorage.setItem("zuruf:form:web_a", '{"name":"Ad"}');
  show("web_a");
  expect(kept.value).toEqual({ name: "Ad" });
  show("web_b");
  expect(kept.value).toEqual({ name: "Known before" });
});

test("it is kept as it is typed, and no longer once it is given away", () => {
  show("web_c");
  act(() => kept.become({ name: "Ada" }));
  expect([kept.value, sessionStorage.getItem("zuruf:form:web_c")]).toEqual([{ name: "Ada" }, '{"name":"Ada"}']);
  act(() => kept.forget());
  expect([kept.value, sessionStorage.getItem("zuruf:form:web_c")]).toEqual([{ name: "Ada" }, null]);
});
