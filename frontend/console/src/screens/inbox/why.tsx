/** Why it came about (A20): the cause, the conditions with the values met, who else was looked at, who was told and has seen it. */
import { useQuery } from "@tanstack/react-query";
import type { HistoryLine } from "@zuruf/protocol/frames";
import type { Considered, ConversationView, Met } from "@zuruf/protocol/types";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { type AlertRecord, conversations, type Explained as Item } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { ConditionText, FoundText } from "../../parts/condition-text";
import { useNames } from "../../parts/names";
import { sentenceOf } from "../../parts/problems";
import { useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/overlay";
import { Skeleton, Trouble } from "../../ui/small";
import { codeText, isTakenOff, lineText } from "./lines";

interface Props {
  conversation: ConversationView;
  seq: number;
  /** The line itself, where the loaded part of the conversation may not hold it. */
  line?: HistoryLine;
  onClose: () => void;
}

export function Why({ onClose, ...about }: Props) {
  const { t } = useWords();
  return (
    <Sheet title={t("why.title")} isOpen onClose={onClose} closeLabel={t("close")} look="modal">
      <Explained {...about} />
    </Sheet>
  );
}

/** The explanation of one line, for any sheet. */
export function Explained({ conversation, seq, line: given }: Omit<Props, "onClose">) {
  const words = useWords();
  const { t, exact } = words;
  const found = useQuery({
    queryKey: ["explanations", conversation.id, seq],
    queryFn: () => conversations.explanations(conversation.id, seq),
    staleTime: 0,
  });
  const loaded = useWorld((world) => world.threads[conversation.id]?.history.find((other) => other.seq === seq));
  const line = given ?? loaded;
  // The line itself carries the reason; the server adds who has seen it.
  const item: Item | undefined =
    found.data?.items.find((other) => other.seq === seq) ?? (line && { ...line, alerts: [] });
  return (
    <>
      {item ? (
        <Explanation item={item} first={firstMessageAfter(item, found.data?.items ?? [])} isComplete={!!found.data} />
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
      {found.error && (
        <div className="mt-3">
          <Trouble
            action={
              <Button size="sm" onClick={() => void found.refetch()}>
                {t("again")}
              </Button>
            }
          >
            {sentenceOf(found.error, words)}
          </Trouble>
        </div>
      )}
      {item && <p className="mt-4 text-xs text-faint">{exact(item.at)}</p>}
    </>
  );
}

const BOUNDS: ReadonlySet<string> = new Set(["conversation.closed", "conversation.reopened"]);

/** What was assigned before the first message alerts nobody: that message does, for both (A22). Another episode's says nothing of it. */
export function firstMessageAfter(item: Item, items: readonly Item[]): Item | undefined {
  const waits = item.body.why?.considered.some((row) => row.outcome === "not_started");
  if (!waits || item.alerts.length > 0) return undefined;
  const next = items
    .filter((other) => other.seq > item.seq && (opens(other) || BOUNDS.has(other.type)))
    .sort((a, b) => a.seq - b.seq)[0];
  return next && opens(next) ? next : undefined;
}

function opens({ type, body }: Item): boolean {
  return type === "message.sent" && !!body.opened;
}

interface ExplanationProps {
  item: Item;
  first: Item | undefined;
  isComplete: boolean;
}

function Explanation({ item, first, isComplete }: ExplanationProps) {
  const words = useWords();
  const names = useNames();
  const why = item.body.why;
  const considered = why?.considered ?? [];
  const triggers = considered.filter((row) => row.kind === "trigger" && row.outcome !== "won");
  const groups = considered.filter((row) => row.kind === "group");
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      <Point isMet>
        <span className="font-medium">{lineText(item, names, words)}</span>
        {why && <Rule rule={isTakenOff(item) && why.rule === "A8" ? "A8_off" : why.rule} />}
      </Point>
      {(why?.conditions ?? []).map((met) => (
        <Condition key={keyOf(met)} met={met} />
      ))}
      {triggers.map((row) => (
        <OtherTrigger key={row.id} row={row} />
      ))}
      {groups.map((row) => (
        <Point key={row.id}>
          {words.t("why.considered", { name: names.group(row.id), why: codeText(row.outcome, words) })}
        </Point>
      ))}
      {first ? (
        <>
          <li className="pt-1.5 font-medium">{words.t("why.first_message", { time: words.time(first.at) })}</li>
          <Told
            considered={first.body.why?.considered ?? []}
            alerts={first.alerts}
            at={first.at}
            isComplete={isComplete}
          />
        </>
      ) : (
        <Told considered={considered} alerts={item.alerts} at={item.at} isComplete={isComplete} />
      )}
    </ul>
  );
}

function keyOf({ fact, operator, expected }: Met): string {
  return `${fact} ${operator} ${expected}`;
}

function Point({ isMet = false, children }: { isMet?: boolean; children: ReactNode }) {
  const Icon = isMet ? Check : Minus;
  return (
    <li className="grid grid-cols-[16px_1fr] gap-2">
      <Icon size={14} aria-hidden className={isMet ? "mt-0.5 text-green" : "mt-0.5 text-faint"} />
      <div className={isMet ? "" : "text-muted"}>{children}</div>
    </li>
  );
}

function Rule({ rule }: { rule: string }) {
  const { t, has } = useWords();
  const key = `rule.${rule}`;
  return has(key) ? <span className="block text-muted">{t(key)}</span> : null;
}

function Condition({ met }: { met: Met }) {
  const { t } = useWords();
  return (
    <Point isMet={met.holds}>
      <ConditionText fact={met.fact} operator={met.operator} value={met.expected} />
      <span className="block text-muted">
        {met.found ? (
          <>
            {t("why.found")}{" "}
            <span className="font-medium wrap-anywhere text-text">
              <FoundText fact={met.fact} found={met.found} />
            </span>
          </>
        ) : (
          t("why.found_nothing")
        )}
      </span>
    </Point>
  );
}

function OtherTrigger({ row }: { row: Considered }) {
  const words = useWords();
  const names = useNames();
  const failed = row.conditions.find((met) => !met.holds);
  return (
    <Point>
      {words.t("why.considered", { name: names.actor(`trigger:${row.id}`), why: codeText(row.outcome, words) })}
      {failed && (
        <span className="block">
          <ConditionText fact={failed.fact} operator={failed.operator} value={failed.expected} />
          {failed.found && (
            <span className="wrap-anywhere">
              {" "}
              (<FoundText fact={failed.fact} found={failed.found} />)
            </span>
          )}
        </span>
      )}
    </Point>
  );
}

interface ToldProps {
  considered: readonly Considered[];
  alerts: readonly AlertRecord[];
  at: number;
  isComplete: boolean;
}

function Told({ considered, alerts, at, isComplete }: ToldProps) {
  const words = useWords();
  const { t, list } = words;
  const names = useNames();
  const byOutcome = new Map<string, Considered[]>();
  for (const row of considered) {
    if (row.kind !== "agent" || row.outcome === "told") continue;
    byOutcome.set(row.outcome, [...(byOutcome.get(row.outcome) ?? []), row]);
  }
  return (
    <>
      {alerts.map((alert) => (
        <Point key={alert.agent_id} isMet>
          {t("why.told", { name: names.agent(alert.agent_id) })}
          <span className="text-muted"> · {alertText(alert, at, words)}</span>
        </Point>
      ))}
      {isComplete && alerts.length === 0 && <Point>{t("why.nobody_told")}</Point>}
      {[...byOutcome].map(([outcome, rows]) => (
        <Point key={outcome}>
          {t("why.not_told", { names: list(rows.map((row) => names.agent(row.id))), why: codeText(outcome, words) })}
        </Point>
      ))}
    </>
  );
}

function alertText(alert: AlertRecord, at: number, { t, time }: ReturnType<typeof useWords>): string {
  if (alert.withdrawn_at) return t("why.withdrawn", { time: time(alert.withdrawn_at) });
  const shown = alert.shown_on ? t("why.shown_on", { device: alert.shown_on }) : "";
  const seconds = alert.seen_at && Math.max(0, Math.round((alert.seen_at - at) / 1000));
  const seen =
    seconds === null
      ? t("why.not_seen")
      : seconds < 60
        ? t("why.seen_after", { n: seconds })
        : t("why.seen_at", { time: time(alert.seen_at ?? at) });
  return [shown, seen].filter(Boolean).join(", ");
}
