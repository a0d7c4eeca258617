/** Who may not write, by whom, why and until when; let in again with one click (I6). */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ban } from "lucide-react";
import { visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sayRefused, sentenceOf } from "../../parts/problems";
import { Button } from "../../ui/button";
import { Empty, Skeleton, Trouble } from "../../ui/small";
import { Heading, Rows } from "./frame";

type Blocked = Awaited<ReturnType<typeof visitors.blocked>>["items"][number];

export default function BlockedVisitors() {
  const words = useWords();
  const { t } = words;
  const { data, error } = useQuery({ queryKey: ["blocked"], queryFn: visitors.blocked, staleTime: 0 });
  return (
    <>
      <Heading title={t("settings.blocked")} lead={t("blocked.lead")} />
      {error && <Trouble>{sentenceOf(error, words)}</Trouble>}
      {!data && !error && <Skeleton className="h-24" />}
      {data?.items.length === 0 && (
        <div className="rounded-lg border bg-surface">
          <Empty icon={Ban} title={t("blocked.none")}>
            {t("blocked.none_hint")}
          </Empty>
        </div>
      )}
      {data && data.items.length > 0 && (
        <Rows>
          {data.items.map((one) => (
            <Row key={one.visitor.id} one={one} />
          ))}
        </Rows>
      )}
    </>
  );
}

function Row({ one: { visitor, conversation_id: conversation } }: { one: Blocked }) {
  const words = useWords();
  const { t, exact } = words;
  const names = useNames();
  const queries = useQueryClient();
  const { block } = visitor;
  const name = names.visitor(visitor);
  const unblock = () =>
    visitors
      .unblock(visitor.id)
      .then(() => queries.invalidateQueries({ queryKey: ["blocked"] }))
      .catch((problem: unknown) => sayRefused(problem, words));
  if (!block) return null;
  const isOver = block.until !== null && block.until <= Date.now();
  const until = block.until === null ? t("block.for_always") : t("snooze.until", { time: exact(block.until) });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-56">
        <Link
          to="/c/$conversation"
          params={{ conversation }}
          search={{}}
          className="font-medium underline decoration-line-strong underline-offset-2"
        >
          {name}
        </Link>
        {block.reason && <p className="break-words">{t("quoted", { text: block.reason })}</p>}
        <p className="text-sm text-muted">
          {names.actor(block.by)} · {exact(block.at)} · {isOver ? t("blocked.over") : until}
        </p>
      </div>
      <Button size="sm" aria-label={t("blocked.undo", { name })} onClick={unblock}>
        {t("block.undo")}
      </Button>
    </li>
  );
}
