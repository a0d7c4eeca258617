/** The pages a visitor has seen, newest first, by visit. */
import { useQuery } from "@tanstack/react-query";
import type { Id, Ms } from "@zuruf/protocol/types";
import { Fragment, useState } from "react";
import { type PageOfVisit, visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { isWebAddress } from "../../parts/web";
import { useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { Sign } from "../../ui/small";
import { Time } from "../../ui/time";
import { Block } from "./details";
import { pathOf } from "./message-row";

const FIRST = 6;

export function Pages({ visitor }: { visitor: Id }) {
  const { t, day } = useWords();
  const [isWhole, setWhole] = useState(false);
  const now = useWorld((world) => Object.values(world.online).find((other) => other.visitor_id === visitor));
  const isKnown = useWorld((world) => world.knowsPresence);
  const { data } = useQuery({
    queryKey: ["pages", visitor, now?.url ?? ""],
    queryFn: () => visitors.pages(visitor),
    placeholderData: (before) => before,
  });
  const pages = [...(data?.items ?? [])].sort((a, b) => b.at - a.at);
  const shown = isWhole ? pages : pages.slice(0, FIRST);
  const isHere = (page: PageOfVisit, index: number) =>
    index === 0 && isKnown && now !== undefined && now.url === page.url;
  return (
    <Block title={t("details.pages")}>
      {pages.length === 0 && <p className="text-sm text-faint">{t("details.no_pages")}</p>}
      <ol className="flex flex-col gap-1.5 text-sm">
        {shown.map((page, index) => (
          <Fragment key={`${page.at} ${page.url}`}>
            {index > 0 && page.visit !== shown[index - 1]?.visit && (
              <li className="pt-1 text-xs text-muted">
                {t("details.earlier_visit", { day: day(page.at, Date.now()) })}
              </li>
            )}
            <Row page={page} isHere={isHere(page, index)} next={index > 0 ? (pages[index - 1]?.at ?? null) : null} />
          </Fragment>
        ))}
      </ol>
      {!isWhole && pages.length > FIRST && (
        <Button size="sm" look="quiet" className="mt-1 -ms-2" onClick={() => setWhole(true)}>
          {t("details.more_pages", { n: pages.length - FIRST })}
        </Button>
      )}
    </Block>
  );
}

function Row({ page, isHere, next }: { page: PageOfVisit; isHere: boolean; next: Ms | null }) {
  const { t, time, exact } = useWords();
  return (
    <li className="flex items-center gap-2">
      {isHere ? (
        <Sign look="full" label={t("details.here_now")} />
      ) : (
        <span className="size-[9px] shrink-0 rounded-full bg-line-strong" />
      )}
      <Address page={page} />
      <span
        className="shrink-0 text-xs text-muted"
        title={next ? t("details.stayed", { time: stay(next - page.at) }) : undefined}
      >
        <Time at={page.at} exact={exact(page.at)}>
          {time(page.at)}
        </Time>
      </span>
    </li>
  );
}

/** A link if it leads to a web page; the visitor's side says what the address is, so anything else is only text. */
function Address({ page: { url, title } }: { page: PageOfVisit }) {
  const hint = title ? `${title}\n${url}` : url;
  if (!isWebAddress(url)) {
    return (
      <span title={hint} className="min-w-0 grow truncate">
        {url}
      </span>
    );
  }
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={hint}
      className="min-w-0 grow truncate hover:underline"
    >
      {pathOf(url)}
    </a>
  );
}

/** 0:50 */
function stay(ms: Ms): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
