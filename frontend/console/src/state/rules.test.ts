import { describe, expect, test } from "vitest";
import given from "../../../protocol/cases/rules.json";
import { agent, conversation, group, MARIE, WORKSPACE } from "./cast";
import {
  actorOf,
  dotOf,
  groupName,
  isEffective,
  isMissed,
  lackOf,
  may,
  ownersOf,
  type People,
  reasonsFor,
} from "./rules";

type Case = (typeof given.cases)[number];

/** The cases of protocol/cases/rules.json, which tests of the server read too. */
function peopleOf({ changes }: Case): People {
  const change = changes as { workspace?: object; presence?: People["presence"] };
  const agents = Object.entries(given.people.agents).map(([id, part]) => [id, agent(id, part as object)]);
  const groups = Object.entries(given.people.groups).map(([id, part]) => [id, group(id, part.members, part)]);
  return {
    workspace: { ...WORKSPACE, ...given.people.workspace, ...change.workspace },
    agents: Object.fromEntries(agents),
    groups: Object.fromEntries(groups),
    presence: change.presence ?? (given.people.presence as People["presence"]),
  };
}

describe("whose a conversation is", () => {
  for (const one of given.cases) {
    test(one.name, () => {
      const people = peopleOf(one);
      const subject = conversation("cnv_1", { ...given.conversation, ...one.conversation } as object);
      const found = {
        effective: isEffective(people, subject.group.group_id),
        unassigned: lackOf(people, subject),
        owners: ownersOf(people, subject).sort(),
        missed: isMissed(people, subject, one.now),
        mine: Object.fromEntries(
          Object.keys(one.expect.mine ?? {}).map((id) => [id, reasonsFor(people, subject, id).map(({ kind }) => kind)]),
        ),
      };
      expect(found).toMatchObject(one.expect);
    });
  }

  test("every open conversation with a visitor message is in Unassigned or in somebody's Mine (A16)", () => {
    for (const one of given.cases) {
      const people = peopleOf(one);
      const subject = conversation("cnv_1", { ...given.conversation, ...one.conversation } as object);
      if (!subject.is_open || !subject.has_visitor_message) continue;
      const isMine = Object.keys(people.agents).some((id) => reasonsFor(people, subject, id).length > 0);
      expect(isMine || lackOf(people, subject) !== null, one.name).toBe(true);
    }
  });
});

describe("the dot", () => {
  const waits = (change = {}) => conversation("cnv_1", { waiting_since: 1_000, visitor_message_seq: 5, ...change });
  const inMine = { group: { ...conversation("").group, group_id: "grp_fr", by: "trigger:t" } };

  test("is red once missed, whoever has read it", () => {
    expect(dotOf({ ...MARIE, reads: { cnv_1: 9 } }, waits(), 31_000)).toBe("red");
  });
  test("is violet while new and unassigned", () => {
    expect(dotOf({ ...MARIE, reads: { cnv_1: 9 } }, waits(), 2_000)).toBe("violet");
  });
  test("is violet in Mine until opened", () => {
    expect(dotOf(MARIE, waits(inMine), 2_000)).toBe("violet");
    expect(dotOf({ ...MARIE, reads: { cnv_1: 5 } }, waits(inMine), 2_000)).toBe("none");
  });
  test("is violet in Mine once the snooze is over, until opened", () => {
    const woken = conversation("a", {
      participations: [{ agent_id: "agt_marie", assigned_at: 1, assigned_by: "", joined_at: null }],
      waiting_since: null,
      woken_seq: 9,
    });
    expect(dotOf(MARIE, woken, 0)).toBe("violet");
    expect(dotOf({ ...MARIE, reads: { a: 9 } }, woken, 0)).toBe("none");
  });
  test("is violet with an unseen alert of something else than a message that was answered", () => {
    const alert = (kind: string) => [{ seq: 8, conversation_id: "cnv_1", kind, at: 0 }];
    const answered = waits({ ...inMine, waiting_since: null });
    expect(dotOf({ ...MARIE, alerts: alert("assigned") }, answered, 2_000)).toBe("violet");
    expect(dotOf({ ...MARIE, alerts: alert("message") }, answered, 2_000)).toBe("none");
  });
  test("is none for who was called too, once it is somebody else's", () => {
    const alerts = [{ seq: 5, conversation_id: "cnv_1", kind: "message", at: 0 }];
    const { participations } = conversation("", {
      participations: [{ agent_id: "agt_tim", assigned_at: 1, assigned_by: "", joined_at: null }],
    });
    expect(dotOf({ ...MARIE, alerts }, waits(), 2_000)).toBe("violet");
    expect(dotOf({ ...MARIE, alerts }, waits({ participations }), 2_000)).toBe("none");
  });
  test("is none when answered or closed", () => {
    expect(dotOf(MARIE, waits({ ...inMine, waiting_since: null }), 99_000)).toBe("none");
    expect(dotOf(MARIE, waits({ is_open: false }), 99_000)).toBe("none");
  });
});

describe("small rules", () => {
  test("owner and admin hold every right, an agent only those given, a deactivated one none", () => {
    expect(may(agent("a", { role: "admin", rights: [] }), "configure")).toBe(true);
    expect(may(agent("a", { rights: ["access"] }), "assign")).toBe(false);
    expect(may(agent("a", { role: "owner", is_active: false }), "access")).toBe(false);
  });
  test("a group's name falls back to the default language", () => {
    const named = group("g", [], { names: { en: "Support", de: "Kundendienst" } });
    expect([groupName(named, "de", WORKSPACE), groupName(named, "fr", WORKSPACE)]).toEqual(["Kundendienst", "Support"]);
  });
  test("actors are read from kind:id", () => {
    expect(actorOf("trigger:trg_1")).toEqual({ kind: "trigger", id: "trg_1" });
    expect(actorOf("agt_1")).toEqual({ kind: "agent", id: "agt_1" });
    expect(actorOf("")).toEqual({ kind: "system", id: "" });
  });
});
