/** What needs an answer before the messages: being asked to join, being offline, nobody owning it. */
import type { ConversationView } from "@zuruf/protocol/types";
import { lazy, Suspense } from "react";
import { Sentence, useWords } from "../../i18n/words";
import { useActs } from "../../parts/acts";
import { useNames } from "../../parts/names";
import { lackText } from "../../parts/reasons";
import { useNow } from "../../state/now";
import { useMe, useShown, useStore, useWorld } from "../../state/react";
import { actorOf, isMissed, lackOf, presenceOf } from "../../state/rules";
import { Button } from "../../ui/button";
import { Banner } from "./banner";
import { BlockedBanner } from "./blocking";
import { useWhys } from "./whys";

const HelpBanner = lazy(() => import("./why-nobody").then(({ HelpBanner: default_ }) => ({ default: default_ })));

export function Banners({ conversation }: { conversation: ConversationView }) {
  return (
    <>
      <BlockedBanner conversation={conversation} />
      <AskedBanner conversation={conversation} />
      <WaitingBanner conversation={conversation} />
      <OfflineBanner />
      <LackBanner conversation={conversation} />
      <MissedBanner conversation={conversation} />
    </>
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

/** Why nobody answers, and what helps (O1); what that needs is fetched only then. */
function MissedBanner({ conversation }: { conversation: ConversationView }) {
  const now = useNow("precise");
  const isRed = useWorld((world) => world.knowsPresence && isMissed(world, conversation, now));
  const { ask, sheet } = useWhys(conversation);
  return (
    <>
      <Suspense>{isRed && <HelpBanner conversation={conversation} onWhy={() => ask("nobody")} />}</Suspense>
      {sheet}
    </>
  );
}
