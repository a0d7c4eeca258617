/** How well a text answers to what somebody types in a hurry. */

const WHOLE = 100;

/**
 * 0 when it does not; higher is better. Letters must come in order, capitals and accents aside. The whole text is worth most, the beginning of it much,
 * then the beginning of a word, then letters in a row; a letter from the middle of a word counts only in a row of two or more.
 */
export function likeness(text: string, typed: string): number {
  if (plain(text) === plain(typed)) return WHOLE;
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const found = words.map((word) => ofWord(plain(text), word));
  return found.includes(0) ? 0 : found.reduce((sum, one) => sum + one, 1);
}

export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function ofWord(text: string, typed: string): number {
  if (text.startsWith(typed)) return 8;
  const at = beginnings(text).find((start) => text.startsWith(typed, start));
  if (at !== undefined) return 6;
  if (typed.length > 1 && areInitials(text, typed)) return 5;
  if (typed.length > 2 && text.includes(typed)) return 3;
  return typed.length > 3 && isNear(text, typed) ? 1 : 0;
}

function beginnings(text: string): number[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map((match) => match.index);
}

function areInitials(text: string, typed: string): boolean {
  const initials = beginnings(text).map((start) => text[start]);
  return initials.join("").startsWith(typed);
}

/** One letter left out, one too many, one wrong, or two changed about, at the beginning of a word. */
function isNear(text: string, typed: string): boolean {
  return beginnings(text).some((start) => {
    const word = text.slice(start, start + typed.length + 1);
    let same = 0;
    while (same < typed.length && word[same] === typed[same]) same += 1;
    const rest = typed.slice(same);
    return (
      word.slice(same + 1).startsWith(rest) ||
      word.slice(same).startsWith(rest.slice(1)) ||
      word.slice(same + 1).startsWith(rest.slice(1)) ||
      (rest.length > 1 && word.slice(same).startsWith(`${rest[1]}${rest[0]}${rest.slice(2)}`))
    );
  });
}
