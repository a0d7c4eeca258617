/** What can be done with the chosen ones, how far it is, and what was refused and why (I6). Fetched when somebody chooses. */
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { Check, Clock, Hash, type LucideIcon, RotateCcw, Tag, Trash2, UserPlus, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../../../i18n/words";
import { AgentPicker, GroupPicker } from "../../../parts/pickers";
import { sayMayNotAssign } from "../../../parts/problems";
import { useShortcuts } from "../../../parts/shortcuts";
import { TagPicker } from "../../../parts/tags";
import { useMay, useStore, useWorld } from "../../../state/react";
import { Button, IconButton } from "../../../ui/button";
import { Popover, Sheet } from "../../../ui/overlay";
import { UntilPicker } from "../until-picker";
import { type Keys, useActs } from "./keys";
import { type Op, opsOf } from "./ops";
import type { Selection } from "./selection";
import { useWork, type Work } from "./work";

interface Props {
  selection: Selection;
  keys: Keys;
  onOpen: (id: Id) => void;
}

export default function SelectionBar({ selection, keys, onOpen }: Props) {
  const { t } = useWords();
  const work = useWork(selection);
  const clear = () => {
    work.forget();
    selection.clear();
  };
  const isShown = selection.isOn || selection.chosen.length > 0 || work.progress || work.refused.length > 0;
  useShortcuts(isShown ? { Escape: clear, "bulk.clear": clear } : {}, { isFirst: true });
  if (!isShown) return null;
  return (
    <section aria-label={t("bulk.title")} className="shrink-0 border-t bg-surface px-3 pt-1.5 pb-2 shadow-pop md:px-4">
      <div className="flex items-center gap-2.5">
        <AllBox selection={selection} />
        <output className="min-w-0 grow truncate font-medium">
          {work.progress
            ? t("bulk.progress", { done: work.progress.done, all: work.progress.all })
            : t("bulk.selected", { n: selection.chosen.length })}
        </output>
        <IconButton label={t("bulk.clear")} icon={X} aria-keyshortcuts="Escape" onClick={clear} />
      </div>
      {work.progress && (
        <progress
          aria-label={t("bulk.title")}
          max={work.progress.all}
          value={work.progress.done}
          className="mt-1 block h-1 w-full accent-accent"
        />
      )}
      <RefusedList work={work} onOpen={onOpen} />
      <Actions selection={selection} keys={keys} work={work} clear={clear} />
    </section>
  );
}

function AllBox({ selection }: { selection: Selection }) {
  const { t } = useWords();
  const box = useRef<HTMLInputElement>(null);
  const isSome = selection.chosen.length > 0 && !selection.isAll;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome;
  }, [isSome]);
  return (
    <label className="grid size-7 shrink-0 place-items-center">
      <input
        ref={box}
        type="checkbox"
        aria-label={t("bulk.all")}
        title={t("bulk.all")}
        checked={selection.isAll}
        onChange={() => (selection.isAll ? selection.clear() : selection.all())}
        className="size-[18px] accent-accent"
      />
    </label>
  );
}

function RefusedList({ work, onOpen }: { work: Work; onOpen: (id: Id) => void }) {
  const { t } = useWords();
  if (work.refused.length === 0) return null;
  return (
    <div role="alert" className="mt-1 rounded bg-red-tint px-2.5 py-2 text-sm">
      <p className="font-medium text-red">{t("bulk.refused", { n: work.refused.length })}</p>
      <ul className="mt-1 max-h-32 overflow-y-auto">
        {work.refused.map(({ id, name, sentence }) => (
          <li key={id} className="py-0.5">
            <button type="button" onClick={() => onOpen(id)} className="font-medium underline underline-offset-2">
              {name}
            </button>
            {` · ${sentence}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

type Asked = "group" | "agent" | "tag" | "snooze" | "delete";

interface ActionsProps {
  selection: Selection;
  keys: Keys;
  work: Work;
  clear: () => void;
}

function Actions({ selection, keys, work, clear }: ActionsProps) {
  const { chosen, ids } = selection;
  const words = useWords();
  const { t } = words;
  const store = useStore();
  const [asked, ask] = useState<Asked | null>(null);
  const mayAssign = useMay("assign");
  const mayDelete = useMay("configure");
  const usesGroups = useWorld((world) => world.workspace?.uses_groups ?? false);
  const ops = opsOf(store);
  const isIdle = chosen.length > 0 && !work.progress;
  const start = (op: Op) => {
    ask(null);
    work.start(op);
  };
  const whenAllowed = (what: Asked) => () => (mayAssign ? ask(what) : sayMayNotAssign(words));
  const canClose = isIdle && chosen.some(ops.close.applies);
  const canReopen = isIdle && chosen.some(ops.reopen.applies);
  const close = canClose ? () => start(ops.close) : undefined;
  const reopen = canReopen ? () => start(ops.reopen) : undefined;
  const toGroup = isIdle && usesGroups ? whenAllowed("group") : undefined;
  const toAgent = isIdle ? whenAllowed("agent") : undefined;
  const tag = isIdle ? () => ask("tag") : undefined;
  const remove = isIdle && mayDelete ? () => ask("delete") : undefined;
  const snooze = isIdle ? () => ask("snooze") : undefined;
  // Where there is nothing to close, that is said.
  const closeAny = isIdle ? () => start(ops.close) : undefined;
  useActs(keys, { e: closeAny, g: toGroup, a: toAgent, t: tag, l: snooze, "#": remove, Escape: clear }, ids);
  useShortcuts(
    {
      ...{ "bulk.close": close, "bulk.reopen": reopen, "bulk.group": toGroup, "bulk.agent": toAgent },
      ...{ "bulk.tag": tag, "bulk.snooze": snooze, "bulk.delete": remove },
    },
    { isFirst: true },
  );
  const asking = { asked, ask };
  const nobody = noneOf(chosen);
  return (
    <div role="toolbar" aria-label={t("bulk.title")} className="mt-1 flex flex-wrap items-center gap-1">
      <Act label={t("bulk.close")} icon={Check} shortcut="e" act={close} />
      <Act label={t("bulk.reopen")} icon={RotateCcw} act={reopen} />
      {usesGroups && (
        <Ask what="group" label={t("bulk.group")} icon={Hash} shortcut="g" open={toGroup} {...asking}>
          {nobody && <GroupPicker conversation={nobody} onPick={(id) => start(ops.group(id))} />}
        </Ask>
      )}
      <Ask what="agent" label={t("bulk.agent")} icon={UserPlus} shortcut="a" open={toAgent} {...asking}>
        {nobody && <AgentPicker conversation={nobody} onPick={(id) => start(ops.agent(id))} />}
      </Ask>
      <Ask what="tag" label={t("bulk.tag")} icon={Tag} shortcut="t" open={tag} {...asking}>
        <TagPicker chosen={[]} onPick={(wanted) => start(ops.tag(wanted))} />
      </Ask>
      <Ask what="snooze" label={t("bulk.snooze")} icon={Clock} shortcut="l" open={snooze} {...asking}>
        <UntilPicker onPick={(until) => start(ops.snooze(until))} />
      </Ask>
      {mayDelete && <Act label={t("bulk.delete")} icon={Trash2} shortcut="#" act={remove} />}
      {asked === "delete" && (
        <DeleteSheet count={chosen.length} onDelete={() => start(ops.delete)} onClose={() => ask(null)} />
      )}
    </div>
  );
}

/** Asked only for several: one by one each has its Undo, and nobody means to delete forty by a slip of the hand. */
function DeleteSheet({ count, onDelete, onClose }: { count: number; onDelete: () => void; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Sheet
      title={t("bulk.delete_sure", { n: count })}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="danger" onClick={onDelete}>
            {t("delete.now")}
          </Button>
        </>
      }
    >
      <p>{t("delete.hint")}</p>
    </Sheet>
  );
}

/** In no group and with nobody: the lists show what can be chosen, and nothing as chosen already. */
function noneOf([first]: ConversationView[]): ConversationView | null {
  return first ? { ...first, id: "", group: { ...first.group, group_id: "-" }, participations: [] } : null;
}

interface ActProps {
  label: string;
  icon: LucideIcon;
  shortcut?: string;
  act: (() => void) | undefined;
}

function Act({ label, icon, shortcut, act }: ActProps) {
  return <IconButton label={label} icon={icon} size="md" disabled={!act} onClick={act} aria-keyshortcuts={shortcut} />;
}

interface AskProps {
  what: Asked;
  label: string;
  icon: LucideIcon;
  shortcut: string;
  open: (() => void) | undefined;
  asked: Asked | null;
  ask: (what: Asked | null) => void;
  children: ReactNode;
}

function Ask({ what, label, icon, shortcut, open, asked, ask, children }: AskProps) {
  return (
    <Popover
      label={label}
      isOpen={asked === what}
      onOpen={(isWanted) => (isWanted ? open?.() : ask(null))}
      className="w-[300px]"
      trigger={<IconButton label={label} icon={icon} size="md" disabled={!open} aria-keyshortcuts={shortcut} />}
    >
      {children}
    </Popover>
  );
}
