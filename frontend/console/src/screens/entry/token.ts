/** One-time links. */

/** The token of a one-time link: it stands in the fragment, which never reaches a server's log. */
export function tokenOf(hash: string): string {
  return hash.replace(/^#/, "");
}
