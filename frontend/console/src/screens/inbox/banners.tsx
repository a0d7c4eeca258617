/** What needs an answer before the messages: being asked to join, being offline, nobody owning it. */
import type { ConversationView } from "@zuruf/protocol/types";
import type { ReactNode } from "react";
import { Sentence, useWords } from "../../i18n/words";
import { useActs } from "../../parts/acts";
import { useNames } from "../../parts/names";
import { lackText } from "../../parts/reasons";
import { useNow } from "../../state/now";
import { useMe, useShown, useStore, useWorld } from "../../state/react";
import { actorOf, lackOf, presenceOf } from "../../state/rules";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class";

export function Banners({ conversation }: { conversation: ConversationView }) {
  return (
    <>
      <AskedBanner conversation={conversation} />
      <WaitingBanner conversation={conversation} />
      <OfflineBanner />
      <LackBanner conversation={conversation} />
    </>
  );
}

function Banner({ look, children, actions }: { look: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div
      role="status"
      className={cx("flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-5 py-2 text-sm", look)}
    >
      <div className="min-w-0 grow basis-48">{children}</div>
      {actions}
    </div>
  );
}

/** Several colleagues may ask; one answer reaches all of them. */
function AskedBanner({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const names = useNames();
  const acts = useActs();
  const me = useMe();
  const askings = conversation.askings.filter((row) => row.agent_id === me?.id);
  if (askings.length === 0) return null;
  const actions = (
    <>
      <Button size="sm" look="primary" onClick={() => acts.answer(conversation, true)}>
        {t("ask.accept")}
      </Button>
      <Button size="sm" onClick={() => acts.answer(conversation, false)}>
        {t("ask.decline")}
      </Button>
    </>
  );
  return (
    <Banner look="bg-accent-tint" actions={actions}>
      {askings.map((asking) => (
        <div key={asking.by}>
          <Sentence
            of={asking.then_leaves ? "ask.banner_transfer" : "ask.banner"}
            with={{ name: <b className="font-semibold">{names.actor(asking.by)}</b> }}
          />
          {asking.why && <span className="block text-muted">{t("quoted", { text: asking.why })}</span>}
        </div>
      ))}
    </Banner>
  );
}

/** One's own asking, still unanswered. */
function WaitingBanner({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const names = useNames();
  const me = useMe();
  const now = useNow();
  const asking = conversation.askings.find((row) => actorOf(row.by).id === me?.id && row.until > now);
  if (!asking) return null;
  const minutes = Math.max(1, Math.round((asking.until - now) / 60_000));
  return (
    <Banner look="bg-subtle text-muted">{t("ask.waiting", { name: names.agent(asking.agent_id), n: minutes })}</Banner>
  );
}

function OfflineBanner() {
  const { t } = useWords();
  const store = useStore();
  const isOffline = useWorld((world) => presenceOf(world, world.me) === "offline");
  const isLive = useShown(({ status }) => status === "live");
  if (!isOffline || !isLive) return null;
  const actions = (
    <Button size="sm" onClick={() => store.submit({ type: "presence.choose", presence: "online" })}>
      {t("presence.go_online")}
    </Button>
  );
  return (
    <Banner look="bg-amber-tint" actions={actions}>
      {t("presence.offline_banner")}
    </Banner>
  );
}

function LackBanner({ conversation }: { conversation: ConversationView }) {
  const words = useWords();
  const names = useNames();
  const lack = useWorld((world) => lackOf(world, conversation));
  if (!lack || lack === "no_group" || lack === "all_agents") return null;
  return <Banner look="bg-amber-tint">{lackText(lack, conversation, names, words)}</Banner>;
}
