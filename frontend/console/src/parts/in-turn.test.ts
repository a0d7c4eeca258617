import { describe, expect, it } from "vitest";
import { InTurn } from "./in-turn";

/** What the server does with a version, told of when it is asked. */
function server(start: number) {
  let version = start;
  const asked: number[] = [];
  const save = async (sent: number) => {
    asked.push(sent);
    await Promise.resolve();
    if (sent !== version) throw new Error(`stale: ${sent}`);
    version += 1;
    return version;
  };
  return { asked, save };
}

describe("changes in turn", () => {
  it("send the version the one before made, though the screen has not heard of it", async () => {
    const { asked, save } = server(4);
    const turns = new InTurn();
    await Promise.all([turns.send(() => 4, save), turns.send(() => 4, save), turns.send(() => 4, save)]);
    expect(asked).toEqual([4, 5, 6]);
  });

  it("go on after a refusal, with what the screen knows by then", async () => {
    const { asked, save } = server(4);
    const turns = new InTurn();
    let shown = 3;
    const refused = turns.send(() => shown, save);
    const next = turns.send(() => shown, save);
    await expect(refused).rejects.toThrow("stale: 3");
    shown = 4;
    await next.catch(() => {});
    await turns.send(() => shown, save);
    expect(asked.at(-1)).toBe(4);
  });

  it("send what the screen has heard of meanwhile, where that is newer", async () => {
    const { asked, save } = server(4);
    const turns = new InTurn();
    await turns.send(() => 4, save);
    await turns.send(() => 9, save).catch(() => {});
    expect(asked).toEqual([4, 9]);
  });
});
