/** What others have typed as a name, made safe to stand in a line of ours. */

// Embeddings, overrides and isolates (U+202A–202E, U+2066–2069). The marks U+200E, U+200F and U+061C turn nothing, and languages need the joiners.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;
const SEEN = /[^\p{Cf}\s]/u;

/** Without what would turn the letters after it round, in this name or beyond it; "" where nothing is left to see. */
export function shownName(name: string): string {
  return SEEN.test(name) ? name.replace(TURNING, "") : "";
}
