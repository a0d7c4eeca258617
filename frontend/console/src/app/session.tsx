/** Who is signed in at this screen, their language and preferences. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { currentSession, me, type Preferences, type Session, signOut } from "../api/session";
import { firstLanguage, LANGUAGES, loadWords, rememberLanguage, WordsProvider } from "../i18n/words";
import { keptTheme, showTheme } from "./theme";

interface Signed {
  /** undefined: not known yet; null: nobody. */
  session: Session | null | undefined;
  problem: unknown;
  begin: (session: Session) => void;
  end: () => Promise<void>;
  /** The server has ended the session. */
  ended: () => void;
  retry: () => void;
  preferences: Required<Preferences>;
  prefer: (change: Preferences) => Promise<void>;
  speak: (language: string) => Promise<void>;
}

const Context = createContext<Signed | null>(null);

export function useSession(): Signed {
  const found = useContext(Context);
  if (!found) throw new Error("useSession needs a SessionProvider above it");
  return found;
}

type LoadedWords = Awaited<ReturnType<typeof loadWords>>;

export function SessionProvider({ words: first, children }: { words: LoadedWords; children: ReactNode }) {
  const [words, setWords] = useState(first);
  const { session, problem, setSession, retry } = useFound();
  const queries = useQueryClient();
  useOwn(session, setWords);

  const value = useMemo<Signed>(() => {
    const unless = { theme: keptTheme(), sound: "on", notifications: "off" } as const;
    const preferences: Required<Preferences> = { ...unless, ...session?.preferences };
    const change = (part: Partial<Session>) => setSession((now) => now && { ...now, ...part });
    const ended = () => {
      queries.clear();
      setSession(null);
    };
    return {
      ...{ session, problem, preferences, retry, ended },
      begin: setSession,
      end: () => signOut().then(ended),
      prefer: async (part) => {
        const next = { ...preferences, ...part };
        change({ preferences: next });
        showTheme(next.theme);
        await me.change({ preferences: next });
      },
      speak: async (language) => {
        await show(language, setWords);
        if (!session) return;
        change({ language });
        await me.change({ language });
      },
    };
  }, [session, problem, queries, retry, setSession]);

  return (
    <Context.Provider value={value}>
      <WordsProvider value={words}>{children}</WordsProvider>
    </Context.Provider>
  );
}

/** The session this browser has, asked for when the page loads and on every retry. */
function useFound() {
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  useEffect(() => {
    let isWanted = attempt >= 0;
    setProblem(null);
    currentSession().then(
      (found) => isWanted && setSession(found),
      (reason: unknown) => isWanted && setProblem(reason),
    );
    return () => {
      isWanted = false;
    };
  }, [attempt]);
  return { session, problem, setSession, retry };
}

/** Language and theme of whoever is signed in. */
function useOwn(session: Session | null | undefined, setWords: (words: LoadedWords) => void): void {
  const language = session?.language;
  const theme = session?.preferences.theme;
  useEffect(() => {
    if (language && LANGUAGES.includes(language)) void show(language, setWords);
  }, [language, setWords]);
  useEffect(() => {
    if (theme) showTheme(theme);
  }, [theme]);
}

async function show(language: string, set: (words: LoadedWords) => void): Promise<void> {
  set(await loadWords(language));
  rememberLanguage(language);
  document.documentElement.lang = language;
}

/** What the first paint needs. */
export async function firstWords(): Promise<LoadedWords> {
  const language = firstLanguage();
  document.documentElement.lang = language;
  return loadWords(language);
}
