/** Which addresses that come from a visitor may be followed. */

/** Absolute, over http or https. A `javascript:` address would run as the agent who clicks it. */
export function isWebAddress(address: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
