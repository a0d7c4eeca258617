// Finds the addresses in a text. Everything else stays text; only what cannot run anything becomes a link.

export type Piece = string | { text: string; href: string };

const ADDRESS =
  /(?:https?:\/\/|www\.|mailto:|tel:)[^\s<>"']+|[^\s@<>"'():;,*`[\]]{1,64}@[^\s@<>"'():;,]{1,190}\.[a-z]{2,}/giu;
/** What ends a sentence rather than an address. */
const TAIL = /[.,:;!?…»”’\]*_~`]+$/u;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The text in order, cut at its addresses; joined together it is the same text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = addressed(address);
    if (!href) continue;
    if (match.index > from) found.push(text.slice(from, match.index));
    found.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}

/** Whether it is an address a link in small Markdown may lead to. */
export function isAddress(text: string): boolean {
  return /^(?:https?:\/\/|mailto:)./i.test(text) && addressed(text) !== "";
}

function trimmed(text: string): string {
  const address = text.replace(TAIL, "");
  // "(see https://example.org/a)" ends before the bracket, "https://example.org/a_(b)" after it.
  return address.endsWith(")") && !address.includes("(") ? trimmed(address.slice(0, -1)) : address;
}

function addressed(text: string): string {
  const hasScheme = /^(?:https?|mailto|tel):/i.test(text);
  const whole = hasScheme ? text : text.includes("@") && !/^www\./i.test(text) ? `mailto:${text}` : `https://${text}`;
  try {
    const url = new URL(whole);
    return SCHEMES.has(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}
