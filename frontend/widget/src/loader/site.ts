// Where this is: whose website, which server, which browser and tab, in which language.

/** Open and close. */
const WORDS: Record<string, readonly [string, string]> = {
  en: ["Open chat", "Close chat"],
  de: ["Chat öffnen", "Chat schließen"],
  fr: ["Ouvrir le chat", "Fermer le chat"],
};

const script = document.currentScript as HTMLScriptElement;
export const key = script.dataset.key;
export const base = new URL(script.src).origin;
export let browser = kept("localStorage", `zuruf:${key}`);
export const tab = kept("sessionStorage", "zuruf:tab");

const wanted = [document.documentElement.lang, ...navigator.languages].map((tag) => tag.slice(0, 2));
// The page's language before the browser's.
export const language = wanted.find((tag) => WORDS[tag]) || "en";
export const words = WORDS[language] as readonly [string, string];

/** The name stored there, or a new one of 128 random bits; only in memory where the page may not store. */
function kept(storage: "localStorage" | "sessionStorage", name: string, given?: string): string {
  let value = given || crypto.getRandomValues(new Uint32Array(4)).join("-");
  try {
    value = given || window[storage].getItem(name) || value;
    window[storage].setItem(name, value);
  } catch {}
  return value;
}

export function rename(name: string): void {
  browser = kept("localStorage", `zuruf:${key}`, name);
}
