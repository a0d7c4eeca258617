/** What is known of the visitor, and what happened: facts, attributes, notes, pages, assignments. */
import type { ConversationView, Id } from "@zuruf/protocol/types";
import type { ReactNode } from "react";
import { useWords } from "../../i18n/words";
import { localTime } from "../../parts/local-time";
import { useNames } from "../../parts/names";
import { shownName } from "../../parts/shown";
import { useNow } from "../../state/now";
import { useWorld } from "../../state/react";
import { CopyButton } from "../../ui/copy";
import { Face, Skeleton } from "../../ui/small";
import { Time } from "../../ui/time";
import { useAbout } from "./about";
import { Assignments } from "./assignments";
import { Attributes } from "./attributes";
import { Consents, Ratings } from "./consents";
import { EditableFact } from "./editable";
import { Episodes } from "./episodes";
import { Notes } from "./notes";
import { Pages } from "./pages";
import { Tags } from "./tags";

export function Details({ id }: { id: Id }) {
  const { t } = useWords();
  const conversation = useWorld((world) => world.conversations[id]);
  if (!conversation) return <Skeleton className="m-4 h-40" />;
  return (
    <aside aria-label={t("details.title")} className="h-full overflow-y-auto p-4 contain-content">
      <Head conversation={conversation} />
      <Facts conversation={conversation} />
      <Tags conversation={conversation} />
      <Attributes visitor={conversation.visitor} />
      <Pages visitor={conversation.visitor.id} />
      <Notes conversation={id} visitor={conversation.visitor.id} />
      <Ratings conversation={id} visitor={conversation.visitor.id} />
      <Consents conversation={id} visitor={conversation.visitor.id} />
      <Episodes conversation={conversation} />
      <Assignments conversation={conversation} />
      <Block title={t("details.technical")}>
        <div className="flex flex-wrap items-center gap-1 text-xs text-muted">
          <CopyButton
            text={conversation.visitor.id}
            label={t("details.copy_id")}
            done={t("copied")}
            byHand={t("copied_by_hand")}
          />
        </div>
      </Block>
    </aside>
  );
}

export function Block({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-[18px]">
      <div className="mb-2 flex h-5 items-center justify-between">
        <h3 className="text-xs font-semibold text-muted">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}

function Head({ conversation: { visitor } }: { conversation: ConversationView }) {
  const { t } = useWords();
  const names = useNames();
  return (
    <div className="flex items-center gap-2.5">
      <Face by={visitor.id} name={visitor.name || "?"} size="lg" />
      <div className="min-w-0 grow">
        <p dir="auto" className="truncate font-semibold">
          {names.visitor(visitor)}
        </p>
        <p className="truncate text-xs text-muted">{shownName(visitor.email) || t("details.unknown")}</p>
      </div>
    </div>
  );
}

function Facts({ conversation: { id, visitor } }: { conversation: ConversationView }) {
  const { t, exact, day } = useWords();
  const names = useNames();
  const data = useAbout(id, visitor.id);
  return (
    <Block title={t("details.visitor")}>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] items-start gap-y-1 text-sm [&>dt]:py-0.5">
        <EditableFact visitor={visitor} field="name" label={t("details.name")} />
        <EditableFact visitor={visitor} field="email" label={t("details.email")} />
        <EditableFact visitor={visitor} field="phone" label={t("details.phone")} />
        <Fact name={t("details.website")}>{names.website(visitor.website_id)}</Fact>
        {visitor.country && <Fact name={t("details.place")}>{names.country(visitor.country)}</Fact>}
        {data && <LocalTime zone={data.time_zone} />}
        {visitor.language && <Fact name={t("details.language")}>{names.language(visitor.language)}</Fact>}
        {visitor.device && <Fact name={t("details.device")}>{names.device(visitor.device)}</Fact>}
        {data && data.visits > 0 && <Fact name={t("details.visits")}>{t("details.visits_n", { n: data.visits })}</Fact>}
        {data && (
          <Fact name={t("details.first_seen")}>
            <Time at={data.first_seen} exact={exact(data.first_seen)}>
              {day(data.first_seen, Date.now())}
            </Time>
          </Fact>
        )}
      </dl>
    </Block>
  );
}

function LocalTime({ zone }: { zone: string }) {
  const { t, language } = useWords();
  const time = localTime(useNow(), zone, language);
  if (!time) return null;
  return (
    <Fact name={t("details.local_time")}>
      {time} <span className="text-muted">· {zone.replaceAll("_", " ")}</span>
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 px-1.5 py-0.5 break-words">{children}</dd>
    </>
  );
}
