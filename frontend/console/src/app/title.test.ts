import { act, cleanup, renderHook } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { conversation, group, snap, WORKSPACE } from "../state/cast";
import { shownAt, stage } from "../state/stage";
import { usePlaceInTitle, useTitle, warnInTitle } from "./title";

function Title() {
  usePlaceInTitle();
  return null;
}

afterEach(cleanup);

test("the title names the place, the nearest first, and what stands before it is how much waits", async () => {
  const set = stage();
  const alert = { seq: 5, kind: "assigned", conversation_id: "cnv_1", at: 0, agent_id: "agt_marie" };
  set.store.receive([
    snap({
      workspace: WORKSPACE,
      groups: [group("grp_fr", [])],
      conversations: [conversation("cnv_1")],
    }),
  ]);
  const { go } = await shownAt("/mine", createElement(Title, { key: "title" }), set);
  expect(document.title).toBe("Mine · Zuruf");
  for (const [address, title] of [
    ["/mine?q=parcel", "Search conversations · Zuruf"],
    ["/groups/grp_fr", "fr · Zuruf"],
    ["/c/cnv_1", "Camille · Zuruf"],
    ["/c/cnv_never", "Conversation · Zuruf"],
    ["/visitors", "Visitors online · Zuruf"],
    ["/settings", "Settings · Zuruf"],
    ["/settings/groups", "Groups · Settings · Zuruf"],
    ["/settings/never", "Settings · Zuruf"],
  ] as const) {
    await act(async () => go(address));
    await vi.waitFor(() => expect(document.title).toBe(title));
  }
  act(() =>
    set.store.receive([
      snap({ workspace: WORKSPACE, alerts: [alert], conversations: [conversation("cnv_1")] } as never),
    ]),
  );
  await act(async () => go("/c/cnv_1"));
  await vi.waitFor(() => expect(document.title).toBe("(1) Camille · Zuruf"));
  warnInTitle("Going offline …");
  await act(async () => go("/mine"));
  expect(document.title).toBe("Going offline …");
  warnInTitle("");
  await vi.waitFor(() => expect(document.title).toBe("(1) Mine · Zuruf"));
});

test("before anybody is signed in it names the step", () => {
  const { rerender, unmount } = renderHook(useTitle, { initialProps: "Sign in" });
  expect(document.title).toBe("Sign in · Zuruf");
  rerender("Set up Zuruf");
  expect(document.title).toBe("Set up Zuruf");
  unmount();
  expect(document.title).toBe("Zuruf");
});
