/** Addresses of a website as people type them: one a line. */

/** What is sent for each line; the server refuses what is no origin, at its line, instead of something being guessed. */
export function originsIn(typed: string): string[] {
  return typed
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map(originOf);
}

/** `shop.example` is completed to https://shop.example; a path, a sentence or a lone word stays as it is. */
function originOf(line: string): string {
  const isBareDomain = /^[^\s/:@]+\.[^\s/:@]+(:\d+)?\/?$/.test(line);
  const address = isBareDomain ? `https://${line}` : line;
  return address.replace(/^(https?:\/\/[^/]+)\/$/, "$1");
}
