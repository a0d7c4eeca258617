/** What was deleted within the last 30 days, by whom and when; brought back with one click (I6). */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sayRefused, sentenceOf } from "../../parts/problems";
import { Button } from "../../ui/button";
import { Empty, Skeleton, Trouble } from "../../ui/small";
import { Heading, Rows } from "./frame";

type Deleted = Awaited<ReturnType<typeof conversations.deleted>>["items"][number];

export default function DeletedConversations() {
  const words = useWords();
  const { t } = words;
  const { data, error } = useQuery({ queryKey: ["deleted"], queryFn: conversations.deleted, staleTime: 0 });
  return (
    <>
      <Heading title={t("settings.deleted")} lead={t("deleted.lead")} />
      {error && <Trouble>{sentenceOf(error, words)}</Trouble>}
      {!data && !error && <Skeleton className="h-24" />}
      {data?.items.length === 0 && (
        <div className="rounded-lg border bg-surface">
          <Empty icon={Trash2} title={t("deleted.none")}>
            {t("deleted.none_hint")}
          </Empty>
        </div>
      )}
      {data && data.items.length > 0 && (
        <Rows>
          {data.items.map((one) => (
            <Row key={one.conversation.id} one={one} />
          ))}
        </Rows>
      )}
    </>
  );
}

function Row({ one: { conversation, by, at } }: { one: Deleted }) {
  const words = useWords();
  const { t, exact } = words;
  const names = useNames();
  const queries = useQueryClient();
  const name = names.visitor(conversation.visitor);
  const restore = () =>
    conversations
      .restore(conversation.id)
      .then(() => queries.invalidateQueries({ queryKey: ["deleted"] }))
      .catch((problem: unknown) => sayRefused(problem, words));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-56">
        <p className="truncate font-medium">{name}</p>
        {conversation.last?.text && <p className="truncate text-muted">{conversation.last.text}</p>}
        <p className="text-sm text-muted">{t("deleted.by", { name: names.actor(by), time: exact(at) })}</p>
      </div>
      <Button size="sm" aria-label={t("deleted.restore_named", { name })} onClick={restore}>
        {t("deleted.restore")}
      </Button>
    </li>
  );
}
