/** What is only said, beside what is stored: a snapshot leaves it alone, a welcome and losing sight end what has to end. */
import { describe, expect, test } from "vitest";
import { conversation, ev, MARIE, snap } from "./cast";
import type { World } from "./model";
import { cutOff, type Frame, reduce } from "./reduce";
import { isMissed, onlineOf, presenceShown } from "./rules";
import { Store } from "./store";

const NOW = 100_000;
const after = (frames: Frame[], from: World = MARIE) =>
  frames.reduce((world, frame) => reduce(world, frame, NOW), from);

const welcome = (mode: "snapshot" | "resume"): Frame => ({
  ...{ f: "welcome", epoch: "e", mode, me: "agt_marie", now: NOW, heartbeat: 15, max_text: 9 },
});
const visitors = (whole: boolean, ids: string[], gone: string[] = []): Frame => ({
  f: "eph",
  eph: { type: "visitors", whole, visitors: ids.map((browser_id) => ({ browser_id }) as never), gone },
});
const watching = (id: string, agents: string[]): Frame => ({
  f: "eph",
  eph: { type: "watching", conversation: id, agents },
});
const typing = (id: string): Frame => ({
  f: "eph",
  eph: { type: "typing", conversation: id, who: "visitor", name: "", on: true },
});
const online = (world: World) => Object.keys(world.online);
const busy = after([visitors(true, ["a", "b"]), watching("cnv_1", ["agt_tim"]), typing("cnv_1")]);

describe("a snapshot on the same socket", () => {
  test("keeps presence and who is online until the whole list comes after it", () => {
    const world = after([welcome("snapshot"), snap({ conversations: [conversation("cnv_2")] })], busy);
    expect(world.presence).toEqual(MARIE.presence);
    expect(online(world)).toEqual(["a", "b"]);
    expect(online(after([visitors(true, ["b"])], world))).toEqual(["b"]);
  });

  test("keeps who watches and types, if it was said while the parts were arriving", () => {
    const parts = [snap({}, 0, false), watching("cnv_1", ["agt_nora"]), typing("cnv_1"), snap({}, 1, true)];
    const world = after([welcome("snapshot"), ...parts], busy);
    expect(world.watching).toEqual({ cnv_1: ["agt_nora"] });
    expect(Object.keys(world.typing.cnv_1 ?? {})).toEqual(["visitor"]);
  });
});

describe("a welcome", () => {
  test.each(["snapshot", "resume"] as const)("of a %s ends watching and typing, which are told anew", (mode) => {
    const world = after([welcome(mode)], busy);
    expect([world.watching, world.typing]).toEqual([{}, {}]);
    expect(online(world)).toEqual(["a", "b"]);
  });
});

describe("losing sight of a conversation", () => {
  test("takes along who watches and who types there", () => {
    const world = after([ev("conversation.revoked", 9, { conversation_id: "cnv_1" })], busy);
    expect([world.watching, world.typing]).toEqual([{}, {}]);
  });
});

describe("an outage", () => {
  const presence: Frame = {
    f: "eph",
    eph: { type: "presence", agents: { agt_marie: "online", agt_tim: "invisible" } },
  };
  const shown = ({ shown: { world } }: Store) => [
    presenceShown(world, "agt_marie"),
    presenceShown(world, "agt_tim"),
    onlineOf(world, ["agt_marie", "agt_tim"]),
  ];
  const store = new Store(() => 0);
  store.receive([welcome("snapshot"), snap({ agents: Object.values(MARIE.agents) })]);

  test("leaves nobody's presence known, one's own neither, until it is told anew", () => {
    expect(shown(store)).toEqual(["unknown", "unknown", null]);
    store.receive([presence, watching("cnv_1", ["agt_tim"]), typing("cnv_1")]);
    store.setStatus("live");
    expect(shown(store)).toEqual(["online", "invisible", 1]);
    store.setStatus("waiting");
    expect(shown(store)).toEqual(["unknown", "unknown", null]);
    expect([store.shown.world.watching, store.shown.world.typing]).toEqual([{}, {}]);
    store.receive([welcome("resume"), presence]);
    store.setStatus("live");
    expect(shown(store)).toEqual(["online", "invisible", 1]);
  });

  test("does not make a conversation missed or end that it is", () => {
    const given = conversation("cnv_1", { waiting_since: 0 });
    const away = { ...MARIE, presence: {} };
    expect([isMissed(cutOff(MARIE), given, 1), isMissed(cutOff(away), given, 1)]).toEqual([false, true]);
  });
});
