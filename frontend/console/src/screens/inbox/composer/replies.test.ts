import { expect, test } from "vitest";
import { conversation, group, MARIE } from "../../../state/cast";
import { knownOf } from "./replies";

test("a group's name is inserted only where the visitor may read it (G2)", () => {
  const inFr = conversation("cnv_1", { group: { group_id: "grp_fr", source: "agent", by: "", at: 0 } });
  const named = (change: object) =>
    knownOf({ ...MARIE, groups: { grp_fr: group("grp_fr", ["agt_marie"], change) } }, inFr)["group.name"];
  expect([named({}), named({ is_private: true }), named({ is_enabled: false })]).toEqual(["fr", "", ""]);
});
