// A face from initials, in a colour: the same on the visitor's screen and on every agent's.

/** How many colours there are: `--face-1` … in the console, `.h0` … in the widget, the same in both. */
export const SHADES = 8;

/** Which colour, from 0. An agent's follows from the name: it is all that visitors know of those who are merely online. */
export function shadeOf(text: string): number {
  let hash = 14; // with which the people of the demonstration differ from one another
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 13) % SHADES;
}

/** First letters of the first and the last word; "?" of a name in which there is nothing to see. */
export function initials(name: string): string {
  const words = name
    .replace(/\p{Cf}/gu, "")
    .trim()
    .split(/\s+/u);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}
