/** Who is signed in at this screen, their language and preferences. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
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
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [words, setWords] = useState(first);
  const queries = useQueryClient();

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

  const language = session?.language;
  useEffect(() => {
    if (language && LANGUAGES.includes(language)) void show(language, setWords);
  }, [language]);

  const theme = session?.preferences.theme;
  useEffect(() => {
    if (theme) showTheme(theme);
  }, [theme]);

  const value = useMemo<Signed>(() => {
    const unless = { theme: keptTheme(), sound: "on", notifications: "off" } as const;
    const preferences: Required<Preferences> = { ...unless, ...session?.preferences };
    const with_ = (change: Partial<Session>) => setSession((now) => now && { ...now, ...change });
    const leave = () => {
      queries.clear();
      setSession(null);
    };
    return {
      session,
      problem,
      preferences,
      begin: setSession,
      ended: leave,
      end: async () => {
        await signOut();
        leave();
      },
      retry: () => setAttempt((before) => before + 1),
      prefer: async (change) => {
        const next = { ...preferences, ...change };
        with_({ preferences: next });
        showTheme(next.theme);
        await me.change({ preferences: next });
      },
      speak: async (chosen) => {
        await show(chosen, setWords);
        if (!session) return;
        with_({ language: chosen });
        await me.change({ language: chosen });
      },
    };
  }, [session, problem, queries]);

  return (
    <Context.Provider value={value}>
      <WordsProvider value={words}>{children}</WordsProvider>
    </Context.Provider>
  );
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
