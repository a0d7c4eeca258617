/** What this tab is called: how much waits unseen, and where one is. Who hears a screen knows it by its title, and so does who has many tabs. */
import { useParams, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useWords } from "../i18n/words";
import { useNames } from "../parts/names";
import { useWorld } from "../state/react";
import { unseen } from "../state/select";

const ZURUF = "Zuruf";
let place = ZURUF;
let warning = "";

function show(): void {
  document.title = warning || place;
}

function put(title: string): void {
  place = title;
  show();
}

/** Stands before any place until it is taken back with "". */
export function warnInTitle(text: string): void {
  warning = text;
  show();
}

/** Of a page without the console around it. */
export function useTitle(name: string): void {
  useEffect(() => {
    put(name.includes(ZURUF) ? name : [name, ZURUF].join(" · "));
    return () => put(ZURUF);
  }, [name]);
}

export function usePlaceInTitle(): void {
  const count = useWorld(unseen);
  const title = [...usePlace(), ZURUF].join(" · ");
  useEffect(() => {
    put(count ? `(${count}) ${title}` : title);
  }, [count, title]);
  useEffect(() => () => put(ZURUF), []);
}

/** From the nearest to the widest; nothing where nobody has a name for it. */
function usePlace(): string[] {
  const { t, has } = useWords();
  const names = useNames();
  const { conversation: id = "", group, page = "" } = useParams({ strict: false });
  const visitor = useWorld((world) => world.conversations[id]?.visitor);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isSearching = useRouterState({ select: ({ location }) => "q" in location.search });
  const [, first = ""] = path.split("/");
  if (first === "settings") {
    const key = `settings.${page}`;
    return page && has(key) ? [t(key), t("menu.settings")] : [t("menu.settings")];
  }
  if (id) return [visitor ? names.visitor(visitor) : t("conversation.label")];
  if (isSearching) return [t("search.title")];
  if (group) return [names.group(group)];
  const key = `list.${first}`;
  return has(key) ? [t(key)] : [];
}
