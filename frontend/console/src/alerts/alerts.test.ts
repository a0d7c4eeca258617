import { expect, test } from "vitest";
import { conversation, MARIE } from "../state/cast";
import type { World } from "../state/model";
import { isCalled } from "./alerts";

const IN = { agent_id: "agt_marie", role: "joined", source: "agent", by: "", at: 0, seq: 1 };

function marie(presence: "online" | "invisible" | "offline", isIn = false): World {
  const change = { participations: isIn ? [IN] : [] } as never;
  const agents = { agt_marie: { ...MARIE.agents.agt_marie, chosen_presence: presence } } as World["agents"];
  return {
    ...MARIE,
    agents,
    presence: { agt_marie: presence },
    conversations: { cnv_1: conversation("cnv_1", change) },
  };
}

const alert = (kind: string) => ({ seq: 9, kind, conversation_id: "cnv_1" }) as never;

test("a mention calls whoever is online, of invisible ones those who take part, and nobody offline (P2, A22b)", () => {
  const called = (presence: Parameters<typeof marie>[0], isIn: boolean) =>
    isCalled(marie(presence, isIn), alert("mentioned"));
  expect([called("online", false), called("invisible", true)]).toEqual([true, true]);
  expect([called("invisible", false), called("offline", false), called("offline", true)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(isCalled(marie("offline"), alert("assigned"))).toBe(true);
});
