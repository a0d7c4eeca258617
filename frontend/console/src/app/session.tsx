/** Who is signed in at this screen, their language and preferences. */
import { useQueryClient } from "@tanstack/react-query";
import { channel } from "@zuruf/protocol/store";
import { readIn } from "@zuruf/protocol/words";
import {
  createContext,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { renewedBy } from "../api/http";
import { currentSession, isStill, me, type Preferences, type Session, signOut } from "../api/session";
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
  const agent = session?.agent.id;
  useEffect(() => renewedBy(async () => !!agent && isStill(agent).catch(() => false)), [agent]);
  const tellOthers = useOthers(agent, setSession);

  const value = useMemo<Signed>(() => {
    const unless = { theme: keptTheme(), sound: "on", notifications: "off", letters: "on" } as const;
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
        setSession((now) => now && preferring(now, part));
        try {
          await me.change({ preferences: part });
          tellOthers(part);
        } catch (problem) {
          setSession((now) => now && preferring(now, takenBack(now.preferences, part, preferences)));
          throw problem;
        }
      },
      speak: async (language) => {
        await show(language, setWords);
        if (!session) return;
        change({ language });
        await me.change({ language });
      },
    };
  }, [session, problem, queries, retry, setSession, tellOthers]);

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

function preferring(session: Session, part: Preferences): Session {
  return { ...session, preferences: { ...session.preferences, ...part } };
}

/** What was laid over and refused is as before, unless something else has been chosen since. */
function takenBack(now: Preferences, part: Preferences, before: Required<Preferences>): Preferences {
  const ours = (Object.keys(part) as (keyof Preferences)[]).filter((key) => now[key] === part[key]);
  return Object.fromEntries(ours.map((key) => [key, before[key]]));
}

/** What an agent prefers holds in all their tabs. */
function useOthers(
  agent: string | undefined,
  setSession: Dispatch<SetStateAction<Session | null | undefined>>,
): (part: Preferences) => void {
  const others = useRef<BroadcastChannel>(null);
  useEffect(() => {
    if (!agent) return;
    const tabs = channel(`zuruf preferences ${agent}`);
    if (!tabs) return;
    tabs.onmessage = ({ data }) => setSession((now) => now && preferring(now, data as Preferences));
    others.current = tabs;
    return () => tabs.close();
  }, [agent, setSession]);
  return useCallback((part) => others.current?.postMessage(part), []);
}

async function show(language: string, set: (words: LoadedWords) => void): Promise<void> {
  set(await loadWords(language));
  rememberLanguage(language);
  readIn(language);
}

/** What the first paint needs. */
export async function firstWords(): Promise<LoadedWords> {
  const language = firstLanguage();
  readIn(language);
  return loadWords(language);
}
