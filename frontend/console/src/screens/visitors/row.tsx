/** One visitor online: who, where, since when, and what can be done. */
import { useNavigate } from "@tanstack/react-router";
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import type { ConversationView } from "@zuruf/protocol/types";
import { Hash, MessageSquarePlus, UserPlus } from "lucide-react";
import { useState } from "react";
import { conversations, visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useActs } from "../../parts/acts";
import { useNames } from "../../parts/names";
import { AgentPicker, GroupPicker } from "../../parts/pickers";
import { sayMayNotAssign, sayRefused } from "../../parts/problems";
import { useNow } from "../../state/now";
import { useMay, useStore, useWorld } from "../../state/react";
import { Button, IconButton } from "../../ui/button";
import { cx } from "../../ui/class";
import { Sheet } from "../../ui/overlay";
import { Chip, Face } from "../../ui/small";
import { toast } from "../../ui/toasts";

export function VisitorRow({ visitor }: { visitor: OnlineVisitor }) {
  const { t } = useWords();
  const names = useNames();
  const now = useNow("precise");
  const name =
    visitor.name ||
    (visitor.country ? t("name.visitor_from", { place: names.country(visitor.country) }) : t("name.visitor"));
  const id = visitor.visitor_id || visitor.browser_id;
  return (
    <div className="grid grid-cols-[28px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b px-4 py-2.5 lg:grid-cols-[28px_minmax(0,1fr)_minmax(0,1.4fr)_150px_180px]">
      <Face by={id} name={visitor.name || "?"} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="truncate">{name}</span>{" "}
          {visitor.is_chatting && <Chip look="accent">{t("visitors.chatting")}</Chip>}
        </p>
        <p className="truncate text-xs text-muted">
          {[
            visitor.country && names.country(visitor.country),
            names.device(visitor.device),
            visitor.language && names.language(visitor.language),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <div className="col-span-2 col-start-2 row-start-2 min-w-0 lg:col-span-1 lg:col-start-3 lg:row-start-1">
        {visitor.title && <p className="truncate">{visitor.title}</p>}
        <p className={cx("truncate", visitor.title && "text-xs text-muted")} title={visitor.url}>
          {visitor.url.replace(/^https?:\/\//, "")}
        </p>
      </div>
      <div className="col-start-2 row-start-3 flex flex-wrap gap-x-3 text-xs text-muted lg:col-start-4 lg:row-start-1 lg:block">
        <p>{t("visitors.since", { time: clock(now - visitor.page_since) })}</p>
        <p>{t("visitors.pages", { n: visitor.pages, visits: visitor.visits })}</p>
        {visitor.group_id && <p className="truncate"># {names.group(visitor.group_id)}</p>}
      </div>
      <Actions visitor={visitor} name={name} />
    </div>
  );
}

/** 2:40 */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function Actions({ visitor, name }: { visitor: OnlineVisitor; name: string }) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const prepare = usePrepare();
  const mayAssign = useMay("assign");
  const usesGroups = useWorld((world) => world.workspace?.uses_groups ?? false);
  const [isBusy, setBusy] = useState(false);
  const [picking, setPicking] = useState<{ what: "group" | "agent"; conversation: ConversationView } | null>(null);
  const run = (act: () => Promise<unknown>) => {
    setBusy(true);
    act()
      .catch((problem: unknown) => sayRefused(problem, words))
      .finally(() => setBusy(false));
  };
  const write = () =>
    run(async () => {
      const conversation = await prepare(visitor);
      await navigate({ to: "/c/$conversation", params: { conversation: conversation.id }, search: { in: "all" } });
    });
  const pick = (what: "group" | "agent") =>
    mayAssign ? run(async () => setPicking({ what, conversation: await prepare(visitor) })) : sayMayNotAssign(words);
  return (
    <div className="col-start-3 row-start-1 flex items-center justify-end gap-1.5 lg:col-start-5">
      {usesGroups && (
        <IconButton
          label={t("group.assign")}
          unless={mayAssign ? "" : t("right.assign_missing")}
          icon={Hash}
          look="plain"
          disabled={isBusy}
          onClick={() => pick("group")}
        />
      )}
      <IconButton
        label={t("agent.assign")}
        unless={mayAssign ? "" : t("right.assign_missing")}
        icon={UserPlus}
        look="plain"
        disabled={isBusy}
        onClick={() => pick("agent")}
      />
      <Button size="sm" icon={MessageSquarePlus} isBusy={isBusy} onClick={write}>
        <span className="max-sm:sr-only">{t(visitor.is_chatting ? "visitors.open" : "visitors.write")}</span>
      </Button>
      {picking && <Picking {...picking} name={name} onClose={() => setPicking(null)} />}
    </div>
  );
}

interface PickingProps {
  what: "group" | "agent";
  conversation: ConversationView;
  name: string;
  onClose: () => void;
}

function Picking({ what, conversation, name, onClose }: PickingProps) {
  const { t } = useWords();
  const names = useNames();
  const acts = useActs();
  const done = (to: string) => {
    onClose();
    if (!conversation.is_open)
      toast({ id: "assigned", title: t("visitors.assigned", { name, to }), text: t("visitors.assigned_hint") });
  };
  return (
    <Sheet
      title={t(`${what}.assign`)}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
      width="max-w-[380px]"
    >
      {!conversation.is_open && <p className="mb-2 text-sm text-muted">{t("visitors.assigned_hint")}</p>}
      <div className="-mx-2.5">
        {what === "group" ? (
          <GroupPicker
            conversation={conversation}
            onPick={(id) => {
              acts.setGroup(conversation, id, conversation.group.group_id);
              done(id ? names.group(id) : t("group.all_agents"));
            }}
          />
        ) : (
          <AgentPicker
            conversation={conversation}
            onPick={(id) => {
              acts.assign(conversation, id);
              done(names.agent(id));
            }}
          />
        )}
      </div>
    </Sheet>
  );
}

/** The visitor's conversation; one who is nobody yet is made a visitor first. */
function usePrepare(): (visitor: OnlineVisitor) => Promise<ConversationView> {
  const store = useStore();
  return async ({ browser_id, conversation_id }) => {
    const id = conversation_id || (await visitors.make(browser_id)).conversation_id;
    const known = store.shown.world.conversations[id];
    if (known) return known;
    const answer = await conversations.one(id);
    store.fetched(answer);
    return answer.conversation;
  };
}
