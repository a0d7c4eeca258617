import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import en from "../i18n/en.json";
import { WordsProvider } from "../i18n/words";
import { conversation, group, snap, WORKSPACE } from "../state/cast";
import { StoreProvider } from "../state/react";
import { stage } from "../state/stage";
import { Store } from "../state/store";
import { NamesProvider, useNames } from "./names";

function Shown() {
  const names = useNames();
  return createElement("p", null, ["grp_fr", "grp_old", "grp_never"].map(names.group).join(" · "));
}

afterEach(cleanup);

test("a group is named, a deleted one too, as long as somebody has kept its name", () => {
  const store = new Store();
  const former_groups = [{ id: "grp_old", names: { en: "Sales" } }];
  store.receive([snap({ workspace: WORKSPACE, groups: [group("grp_fr", [])], former_groups })]);
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  render(
    createElement(
      QueryClientProvider,
      { client: queries },
      createElement(
        StoreProvider,
        { value: store },
        createElement(
          WordsProvider,
          { value: words("en", en) },
          createElement(NamesProvider, null, createElement(Shown)),
        ),
      ),
    ),
  );
  expect(screen.getByText(/ · Sales \(deleted\) · deleted group$/)).toBeTruthy();
});

test("a visitor's name turns nothing round, and one without a letter to see is as if there were none", () => {
  const { show } = stage();
  const named = (name: string) => ({ ...conversation("cnv_1").visitor, name });
  const Visitors = () => {
    const { visitor } = useNames();
    const all = ["\u202eCamille", "\u202e\u200b"].map((name) => visitor(named(name)));
    return createElement("p", null, all.join(" · "));
  };
  expect(show(createElement(Visitors)).container.textContent).toBe("Camille · Visitor from France");
});
