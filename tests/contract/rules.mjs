// Asks the console's own rules about each case. node rules.mjs BUILT CASES: one case per line, the answers as one JSON list.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , built, cases] = process.argv;
const { rules, sees } = await import(new URL("console.mjs", pathToFileURL(`${built}/`)));

const answers = readFileSync(cases, "utf8").trim().split("\n").map((line) => answer(JSON.parse(line)));
process.stdout.write(JSON.stringify(answers));

function answer({ people, conversation, now }) {
  const reasons = (agent) =>
    rules.reasonsFor(people, conversation, agent).map(({ kind, by = "", group = null }) => [kind, by, group]);
  return {
    mine: Object.fromEntries(Object.keys(people.agents).map((id) => [id, reasons(id)])),
    unassigned: rules.lackOf(people, conversation),
    effective: rules.isEffective(people, conversation.group.group_id),
    owners: rules.ownersOf(people, conversation).sort(),
    sees: Object.fromEntries(Object.keys(people.agents).map((id) => [id, sees(people, conversation, id)])),
    missed: rules.isMissed(people, conversation, now),
  };
}
