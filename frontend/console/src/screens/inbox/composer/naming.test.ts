import { describe, expect, test } from "vitest";
import { withNames } from "../../../parts/mentions";
import { agent } from "../../../state/cast";
import { mentionedIn, withHandles, withIds } from "./naming";

const ANNA = agent("agt_anna", { name: "Anna" });
const LENA = agent("agt_lena", { name: "Anna Lena" });
const TWIN = agent("agt_twin", { name: "Anna", email: "twin@example.org" });
const people = (...all: (typeof ANNA)[]) => Object.fromEntries(all.map((one) => [one.id, one]));

describe("colleagues named with @", () => {
  test("are kept by id where their whole name stands behind an @", () => {
    const both = people(ANNA, LENA);
    expect(withIds("@Anna Lena, ask @Anna. (@Anna Lena)", both)).toBe("@agt_lena, ask @agt_anna. (@agt_lena)");
    expect(withIds("@Annabel, mail@Anna, @anna, Anna", both)).toBe("@Annabel, mail@Anna, @anna, Anna");
  });

  test("where two have one name, the address says which", () => {
    const twins = people({ ...ANNA, email: "anna@example.org" }, TWIN);
    expect(withIds("@twin@example.org and @Anna", twins)).toBe("@agt_twin and @Anna");
    expect(withHandles("@agt_twin", twins)).toBe("@twin@example.org");
  });

  test("are read by the name they have today, also when their account is gone", () => {
    const today = people({ ...ANNA, name: "Anna Berg" }, { ...LENA, is_active: false });
    expect(withNames("@agt_anna @agt_lena @agt_nobody x@agt_anna", today)).toBe(
      "@Anna Berg @Anna Lena @agt_nobody x@agt_anna",
    );
    expect(mentionedIn("@agt_anna @agt_lena @agt_anna @agt_nobody", today)).toEqual(["agt_anna", "agt_lena"]);
  });

  test("what is changed comes back as it was kept", () => {
    const both = people(ANNA, LENA);
    const kept = "**@agt_anna**, @agt_lena: @agt_anna?";
    expect(withIds(withHandles(kept, both), both)).toBe(kept);
  });
});
