/** Saved views in the rail: shared ones and one's own, each renamed, moved and deleted from its menu. No counts: a view may be of closed ones. */
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { Bookmark, Ellipsis, Users } from "lucide-react";
import { useState } from "react";
import { views as calls, type SavedView } from "../api/finding";
import { useWords } from "../i18n/words";
import { addressOfView, inboxSearch } from "../parts/address";
import { NameSheet } from "../parts/name-sheet";
import { sayRefused } from "../parts/problems";
import { useWorld } from "../state/react";
import { cx } from "../ui/class";
import { Menu, MenuItem, MenuLine, MenuSureItem } from "../ui/overlay";

const NONE: SavedView[] = [];

export function useViews(): SavedView[] {
  const version = useWorld((world) => world.settings.views ?? 0);
  const { data } = useQuery({
    queryKey: ["views", version],
    queryFn: calls.list,
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  return data?.items ?? NONE;
}

export function ViewRows({ views }: { views: SavedView[] }) {
  return views.map((view) => {
    const kind = views.filter((other) => other.is_shared === view.is_shared);
    return <ViewRow key={view.id} view={view} place={kind.indexOf(view)} of={kind.length} />;
  });
}

function ViewRow({ view, place, of }: PlacedView) {
  const { t } = useWords();
  const [isRenaming, setRenaming] = useState(false);
  const isHere = useIsHere(view);
  const Icon = view.is_shared ? Users : Bookmark;
  return (
    <div
      className={cx(
        "group flex items-center rounded text-muted hover:text-text",
        isHere && "bg-surface text-text shadow-[0_0_0_1px_var(--line)]",
      )}
    >
      <Link
        {...addressOfView(view.search)}
        aria-current={isHere ? "page" : undefined}
        activeProps={{ "aria-current": isHere ? "page" : undefined }}
        className="flex h-8 min-w-0 grow items-center gap-2 ps-2.5"
      >
        <Icon
          size={13}
          role="img"
          aria-label={view.is_shared ? t("view.shared") : t("view.own")}
          className="shrink-0"
        />
        <span className="min-w-0 truncate">{view.name}</span>
      </Link>
      {view.is_changeable && <ViewMenu view={view} place={place} of={of} onRename={() => setRenaming(true)} />}
      {isRenaming && (
        <NameSheet
          title={t("view.rename")}
          label={t("view.name")}
          initial={view.name}
          onSave={(name) => calls.change(view.id, { name })}
          onClose={() => setRenaming(false)}
        />
      )}
    </div>
  );
}

interface PlacedView {
  view: SavedView;
  place: number;
  of: number;
}

function ViewMenu({ view, place, of, onRename }: PlacedView & { onRename: () => void }) {
  const words = useWords();
  const { t } = words;
  const refused = (problem: unknown) => sayRefused(problem, words);
  const move = (step: number) => void calls.change(view.id, { place: place + step }).catch(refused);
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t("view.more", { name: view.name })}
          title={t("view.more", { name: view.name })}
          className="me-1 grid size-6 shrink-0 place-items-center rounded text-faint opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-hover hover:text-text data-popup-open:opacity-100 [@media(hover:none)]:opacity-100"
        >
          <Ellipsis size={14} aria-hidden />
        </button>
      }
    >
      <MenuItem onClick={onRename}>{t("view.rename")}</MenuItem>
      {place > 0 && <MenuItem onClick={() => move(-1)}>{t("view.up")}</MenuItem>}
      {place < of - 1 && <MenuItem onClick={() => move(1)}>{t("view.down")}</MenuItem>}
      <MenuLine />
      <MenuSureItem
        sure={t(view.is_shared ? "delete_sure_shared" : "delete_sure")}
        onClick={() => void calls.delete(view.id).catch(refused)}
      >
        {t("view.delete")}
      </MenuSureItem>
    </Menu>
  );
}

/** Whether the list on screen is this one, whatever is open beside it. */
function useIsHere(view: SavedView): boolean {
  return useRouterState({
    select: ({ location: { pathname, search } }) => {
      const given = inboxSearch(search as Record<string, unknown>);
      const { in: beside, at: _at, q: _q, ...filter } = given;
      const list = pathname.startsWith("/c/")
        ? (beside ?? "mine")
        : pathname.replace("/groups/", "group:").replace("/", "");
      return same({ ...filter, view: list }, view.search);
    },
  });
}

function same(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const flat = (one: Record<string, unknown>) => JSON.stringify(Object.entries(one).sort());
  return flat(a) === flat(b);
}
