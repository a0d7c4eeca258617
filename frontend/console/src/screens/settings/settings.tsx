/** Settings: a list of pages, one of them open. */
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import {
  Ban,
  Building2,
  ChevronLeft,
  Globe,
  Hash,
  KeyRound,
  type LucideIcon,
  MessageSquareQuote,
  SlidersHorizontal,
  Tag,
  Trash2,
  Users,
  Workflow,
} from "lucide-react";
import { type ComponentType, lazy, Suspense, useMemo } from "react";
import { NoPage } from "../../app/failed";
import { type Key, useWords } from "../../i18n/words";
import { Bar } from "../../parts/bar";
import { useMay } from "../../state/react";
import { IconButton } from "../../ui/button";
import { useMedia } from "../../ui/media";
import { Skeleton, Trouble } from "../../ui/small";

interface Page {
  path: string;
  key: Key;
  icon: LucideIcon;
  isOwn?: boolean;
  /** The right that opens it, where it is not `configure`. */
  needs?: "assign";
  body: ComponentType;
}

/** In the order of the list; the palette offers the same. */
export const PAGES: Page[] = [
  { path: "groups", key: "settings.groups", icon: Hash, body: lazy(() => import("./groups/groups")) },
  { path: "triggers", key: "settings.triggers", icon: Workflow, body: lazy(() => import("./triggers/triggers")) },
  { path: "agents", key: "settings.agents", icon: Users, body: lazy(() => import("./agents/agents")) },
  { path: "tags", key: "settings.tags", icon: Tag, body: lazy(() => import("./tags")) },
  { path: "websites", key: "settings.websites", icon: Globe, body: lazy(() => import("./websites/websites")) },
  {
    path: "replies",
    key: "settings.replies",
    icon: MessageSquareQuote,
    isOwn: true,
    body: lazy(() => import("./replies/replies")),
  },
  { path: "blocked", key: "settings.blocked", icon: Ban, needs: "assign", body: lazy(() => import("./blocked")) },
  { path: "deleted", key: "settings.deleted", icon: Trash2, body: lazy(() => import("./deleted")) },
  { path: "workspace", key: "settings.workspace", icon: Building2, body: lazy(() => import("./workspace")) },
  { path: "keys", key: "settings.keys", icon: KeyRound, body: lazy(() => import("./keys")) },
  {
    path: "preferences",
    key: "settings.preferences",
    icon: SlidersHorizontal,
    isOwn: true,
    body: lazy(() => import("./preferences")),
  },
];

/** The pages this agent may open. */
export function useOpenPages(): Page[] {
  const mayConfigure = useMay("configure");
  const mayAssign = useMay("assign");
  return useMemo(
    () => PAGES.filter(({ isOwn, needs }) => isOwn || (needs === "assign" ? mayAssign : mayConfigure)),
    [mayConfigure, mayAssign],
  );
}

export function Settings() {
  const { t } = useWords();
  const { page: path } = useParams({ strict: false });
  const isNarrow = useMedia("(max-width: 63.99rem)");
  const pages = useOpenPages();
  const page = path ? PAGES.find((other) => other.path === path) : isNarrow ? undefined : pages[0];
  if (path && !page) {
    return (
      <div className="grid grow place-items-center">
        <NoPage />
      </div>
    );
  }
  return (
    <>
      {(!isNarrow || !page) && <Index pages={pages} at={page?.path} />}
      {page && (
        <section className="flex min-w-0 grow flex-col bg-bg" aria-label={t(page.key)}>
          {isNarrow && <Back />}
          <div className="min-h-0 grow overflow-y-auto">
            <div className="mx-auto w-full max-w-[860px] px-4 py-6 md:px-8 md:py-7">
              {pages.includes(page) ? (
                <Suspense fallback={<Loading />}>
                  <page.body />
                </Suspense>
              ) : (
                <Trouble>{t("problem.right_missing")}</Trouble>
              )}
            </div>
          </div>
        </section>
      )}
    </>
  );
}

function Index({ pages, at }: { pages: Page[]; at: string | undefined }) {
  const { t } = useWords();
  return (
    <nav aria-label={t("menu.settings")} className="flex w-full shrink-0 flex-col border-e bg-bg lg:w-56">
      <Bar title={t("menu.settings")} isHeading={!at} />
      <ul className="flex flex-col gap-px p-2">
        {pages.map(({ path, key, icon: Icon }) => (
          <li key={path}>
            <Link
              to="/settings/$page"
              params={{ page: path }}
              aria-current={path === at ? "page" : undefined}
              className="flex min-h-10 items-center gap-3 rounded px-2.5 py-1 leading-tight text-muted hover:bg-hover hover:text-text aria-[current=page]:bg-surface aria-[current=page]:text-text aria-[current=page]:shadow-[0_0_0_1px_var(--line)] lg:min-h-8"
            >
              <Icon size={15} aria-hidden />
              <span className="font-medium">{t(key)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Back() {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <div className="flex h-[52px] shrink-0 items-center gap-1 border-b px-2">
      <IconButton
        label={t("settings.back")}
        icon={ChevronLeft}
        iconSize={20}
        onClick={() => void navigate({ to: "/settings" })}
      />
      <span className="text-muted">{t("menu.settings")}</span>
    </div>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="mt-3 h-40 w-full" />
    </div>
  );
}
