/** Triggers in the order in which they are judged: a readable sentence each, a switch, dragged or moved by keyboard (T1, T5). */
import { useQuery } from "@tanstack/react-query";
import { Plus, TriangleAlert, Workflow } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Changed } from "../../../api/http";
import { type Trigger, triggers } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { InTurn } from "../../../parts/in-turn";
import { sayRefused } from "../../../parts/problems";
import { useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/class";
import { Switch } from "../../../ui/field";
import { Chip, Empty } from "../../../ui/small";
import { Sortable } from "../../../ui/sortable";
import { Heading, Loaded } from "../frame";
import { Editor } from "./editor";
import { TriggerSentence } from "./sentence";

interface List {
  items: Trigger[];
  version: number;
}

export default function Triggers() {
  const { t } = useWords();
  const { query, list, order, activate, refetch } = useTriggers();
  const [edited, setEdited] = useState<Trigger | "new" | null>(null);
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setEdited("new")}>
      {t("triggers.new")}
    </Button>
  );
  const row = (trigger: Trigger, handle: ReactNode) => (
    <Row trigger={trigger} handle={handle} onEdit={() => setEdited(trigger)} onActive={activate} />
  );
  return (
    <>
      <Heading title={t("settings.triggers")} lead={t("triggers.lead")}>
        {list && list.items.length > 0 && add}
      </Heading>
      <Loaded query={query}>
        {() =>
          list && list.items.length > 0 ? (
            <Sortable
              items={list.items}
              idOf={(trigger) => trigger.id}
              nameOf={(trigger) => trigger.name}
              onOrder={order}
              handleLabel={(name) => t("triggers.move", { name })}
              movedTo={(name, place, of) => t("triggers.moved", { name, place, of })}
              row={row}
            />
          ) : (
            <None action={add} />
          )
        }
      </Loaded>
      {edited && (
        <Editor trigger={edited === "new" ? null : edited} onClose={() => setEdited(null)} onSaved={refetch} />
      )}
    </>
  );
}

/** The list, with what was just done to it laid over until the server's answer. */
function useTriggers() {
  const words = useWords();
  const changes = useWorld((world) => world.settings.triggers ?? 0);
  // What a trigger names can go while this page is open; the flags of the list are the server's.
  const named = useWorld((world) =>
    [
      ...Object.keys(world.groups),
      ...Object.values(world.agents)
        .filter((agent) => agent.is_active)
        .map(({ id }) => id),
    ].join(),
  );
  const query = useQuery({
    queryKey: ["triggers", changes, named],
    queryFn: triggers.list,
    placeholderData: (before) => before,
  });
  const [turns] = useState(() => new InTurn());
  const [laid, setLaid] = useState<Trigger[] | null>(null);
  const list: List | undefined = query.data && { ...query.data, items: laid ?? query.data.items };
  const refetch = () => query.refetch();
  const run = (items: Trigger[], act: (version: number) => Promise<Changed>) => {
    setLaid(items);
    const version = list?.version ?? 0;
    turns
      .send(
        () => version,
        async (sent) => {
          const { changed, seq } = await act(sent);
          return changed ? seq : sent;
        },
      )
      .catch((problem: unknown) => sayRefused(problem, words))
      .then(refetch)
      // What was done after it is still to be answered.
      .finally(() => setLaid((now) => (now === items ? null : now)));
  };
  const order = (ids: string[]) => {
    const items = ids.flatMap((id) => list?.items.find((item) => item.id === id) ?? []);
    run(items, (version) => triggers.order(ids, version));
  };
  const activate = (trigger: Trigger, is_active: boolean) => {
    const items = (list?.items ?? []).map((item) => (item.id === trigger.id ? { ...item, is_active } : item));
    run(items, () => triggers.activate(trigger.id, is_active));
  };
  return { query, list, order, activate, refetch };
}

function None({ action }: { action: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="rounded-lg border bg-surface">
      <Empty icon={Workflow} title={t("triggers.none")} action={action}>
        {t("triggers.none_hint")}
      </Empty>
    </div>
  );
}

interface RowProps {
  trigger: Trigger;
  handle: ReactNode;
  onEdit: () => void;
  onActive: (trigger: Trigger, isActive: boolean) => void;
}

function Row({ trigger, handle, onEdit, onActive }: RowProps) {
  const { t } = useWords();
  return (
    <div className="grid grid-cols-[20px_34px_minmax(0,1fr)] items-center gap-3 px-3 hover:bg-hover">
      {handle}
      <Switch
        label={t("triggers.active_label", { name: trigger.name })}
        isLabelHidden
        isOn={trigger.is_active}
        onChange={(isOn) => onActive(trigger, isOn)}
      />
      <button type="button" onClick={onEdit} className="min-w-0 py-3.5 pe-1 text-start -outline-offset-2">
        <span className="flex flex-wrap items-center gap-2">
          <span className={cx("font-semibold", !trigger.is_active && "text-muted")}>{trigger.name}</span>
          {!trigger.is_active && <Chip>{t("triggers.inactive")}</Chip>}
          {trigger.flaws.length > 0 && (
            <Chip look="amber">
              <TriangleAlert size={12} aria-hidden />
              {t("triggers.flawed")}
            </Chip>
          )}
        </span>
        <span className="mt-0.5 block text-xs text-muted">
          <TriggerSentence definition={trigger} />
        </span>
      </button>
    </div>
  );
}
