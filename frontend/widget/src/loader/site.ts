// Where this is: whose website, which server, which browser, in which language.

/** Open, close, and close while the chat does not come. */
const WORDS: Record<string, readonly string[]> = {
  en: ["Open chat", "Close chat", "Connecting"],
  de: ["Chat öffnen", "Chat schließen", "Verbinde"],
  fr: ["Ouvrir le chat", "Fermer le chat", "Connexion"],
};

const script = document.currentScript as HTMLScriptElement;
export const key = script.dataset.key;
export const base = new URL(script.src).origin;
const place = `zuruf:${key}`;
let browser = crypto.getRandomValues(new Uint32Array(4)).join("-");

const wanted = [document.documentElement.lang, ...navigator.languages].map((tag) => tag.slice(0, 2));
// The page's language before the browser's.
export const language = wanted.find((tag) => WORDS[tag]) || "en";
export const words = WORDS[language] as readonly string[];

/**
 * The name this visitor is known by: `name` from now on, else the one another tab may have stored since, else a new one of 128 random bits.
 * Stored where they are to be known again (W1b) and the page may store.
 */
export function named(isKept?: boolean, name?: string): string {
  browser = name || browser;
  try {
    browser = name || localStorage[place] || browser;
    if (isKept) localStorage[place] = browser;
  } catch {}
  return browser;
}
