import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import en from "../i18n/en.json";
import { WordsProvider } from "../i18n/words";
import { group, snap, WORKSPACE } from "../state/cast";
import { StoreProvider } from "../state/react";
import { Store } from "../state/store";
import { useNames } from "./names";

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
        createElement(WordsProvider, { value: words("en", en) }, createElement(Shown)),
      ),
    ),
  );
  expect(screen.getByText(/ · Sales \(deleted\) · deleted group$/)).toBeTruthy();
});
