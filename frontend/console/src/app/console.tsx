/** The signed-in console: connects, shows the rail beside the screen, and what concerns every screen. */
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Alerts } from "../alerts/alerts";
import type { Session } from "../api/session";
import { useWords } from "../i18n/words";
import { DraftsProvider, keyOfEdit, useDraftsOf } from "../parts/drafts";
import { MenuProvider } from "../parts/menu";
import { NamesProvider } from "../parts/names";
import { usePaletteKey } from "../parts/palette-key";
import { sentenceForCode, sentenceOf } from "../parts/problems";
import { switchLetters, useShortcuts } from "../parts/shortcuts";
import { forgetUndo, useUndo } from "../parts/undo";
import { SignIn } from "../screens/entry/sign-in";
import { withHandles } from "../screens/inbox/composer/naming";
import { StoreProvider, useShown, useWorld } from "../state/react";
import { Store } from "../state/store";
import { Button } from "../ui/button";
import { useWhenIdle } from "../ui/later";
import { fetchOverlays, Sheet } from "../ui/overlay";
import { Trouble } from "../ui/small";
import { Toasts, toast } from "../ui/toasts";
import { connect } from "./connect";
import { keepFresh } from "./fresh";
import { Rail } from "./rail";
import { useSession } from "./session";
import { Splash } from "./splash";

const Palette = lazy(() => import("./palette"));
const Idle = lazy(() => import("./idle"));
const ShortcutSheet = lazy(() => import("./shortcut-sheet"));

export function Console() {
  const { session, problem, retry } = useSession();
  const words = useWords();
  if (problem) {
    return (
      <main className="grid h-full place-items-center p-4">
        <Trouble
          action={
            <Button size="sm" onClick={retry}>
              {words.t("again")}
            </Button>
          }
        >
          {sentenceOf(problem, words)}
        </Trouble>
      </main>
    );
  }
  if (session === undefined) return <Splash />;
  return session ? <Connected key={session.agent.id} session={session} /> : <SignIn />;
}

function Connected({ session }: { session: Session }) {
  const { ended } = useSession();
  const words = useWords();
  const { language, t } = words;
  const store = useMemo(() => new Store(), []);
  const queries = useQueryClient();
  const agent = session.agent.id;
  const forgetful = useForgetful();
  const drafts = useDraftsOf(agent, forgetful);

  useEffect(() => connect(store, agent, language, forgetful), [store, agent, language, forgetful]);
  useEffect(() => keepFresh(store, queries), [store, queries]);
  useEffect(() => {
    store.onRefused = (code, intent) => {
      // What somebody has written is theirs: it stands in its field again.
      if (intent.kind === "edit")
        drafts.type(keyOfEdit(intent.message), withHandles(intent.text, store.shown.world.agents));
      toast({
        id: "refused",
        look: "red",
        title: t("problem.title"),
        text: sentenceForCode(code, words, "problem.unknown"),
      });
    };
  }, [store, drafts, t, words]);
  useEffect(() => store.subscribe(() => store.shown.status === "signed-out" && ended()), [store, ended]);

  return (
    <StoreProvider value={store}>
      <NamesProvider>
        <DraftsProvider value={drafts}>
          <Shell />
        </DraftsProvider>
      </NamesProvider>
    </StoreProvider>
  );
}

/** Said once: from then on what is typed lives as long as the page. */
function useForgetful(): () => void {
  const { t } = useWords();
  const latest = useRef(t);
  const isSaid = useRef(false);
  useEffect(() => {
    latest.current = t;
  }, [t]);
  // The same function for ever: with another one the drafts would begin anew.
  return useCallback(() => {
    if (isSaid.current) return;
    isSaid.current = true;
    const { current: say } = latest;
    toast({ id: "forgetful", title: say("storage.refused"), text: say("storage.refused_hint"), lasts: 0 });
  }, []);
}

function Shell() {
  const { t } = useWords();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isReady = useShown((shown) => shown.world.isReady);
  const isTimed = useWorld(({ workspace, agents, me }) => !!workspace?.idle_after_ms || !!agents[me]?.is_idle);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const { letters } = useSession().preferences;
  useShortcuts({ "?": () => setHelpOpen(true), z: useUndo() });
  useEffect(() => forgetUndo, []);
  usePaletteKey(() => setPaletteOpen(true));
  useEffect(() => switchLetters(letters === "on"), [letters]);
  useWhenIdle(isReady, fetchOverlays);
  // Going somewhere closes the menu that led there.
  useEffect(() => setMenuOpen(path === ""), [path]);

  if (!isReady) return <Splash isConnecting />;
  return (
    <MenuProvider value={() => setMenuOpen(true)}>
      <a href="#content" className="skip rounded bg-surface px-3 py-2 shadow-pop">
        {t("skip")}
      </a>
      <div className="flex h-full flex-col">
        <LinkBanner />
        <Suspense>{isTimed && <Idle />}</Suspense>
        <div className="flex min-h-0 grow">
          <div className="hidden w-[228px] shrink-0 border-e bg-subtle md:block">
            <Rail onHelp={() => setHelpOpen(true)} onPalette={() => setPaletteOpen(true)} />
          </div>
          <main id="content" tabIndex={-1} className="flex min-w-0 grow outline-none">
            <Suspense>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <Sheet
        title={t("menu.title")}
        isTitleHidden
        look="left"
        isOpen={isMenuOpen}
        onClose={() => setMenuOpen(false)}
        closeLabel={t("close")}
      >
        <Rail onHelp={() => setHelpOpen(true)} onPalette={() => setPaletteOpen(true)} />
      </Sheet>
      <Suspense>
        {isHelpOpen && <ShortcutSheet hasLetters={letters !== "off"} onClose={() => setHelpOpen(false)} />}
      </Suspense>
      <Suspense>{isPaletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}</Suspense>
      <Alerts />
      <Toasts label={t("toasts")} closeLabel={t("close")} />
    </MenuProvider>
  );
}

/** Only while something is wrong: what is typed is kept and goes out later. */
function LinkBanner() {
  const { t } = useWords();
  const status = useShown((shown) => shown.status);
  const [isLate, setLate] = useState(false);
  const isAway = status !== "live";
  useEffect(() => {
    setLate(false);
    if (!isAway) return;
    const timer = setTimeout(() => setLate(true), 2_000);
    return () => clearTimeout(timer);
  }, [isAway]);
  if (!isAway || !isLate) return null;
  return (
    <div role="status" className="flex shrink-0 items-center justify-center gap-3 bg-amber-tint px-4 py-1.5 text-sm">
      {t(status === "superseded" ? "link.superseded" : "link.waiting")}
      {status === "superseded" && (
        <Button size="sm" onClick={() => location.reload()}>
          {t("link.use_here")}
        </Button>
      )}
    </div>
  );
}
