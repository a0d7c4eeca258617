/** A visitor online and their page, as table and card show them alike. */
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { shownName } from "../../parts/shown";
import { cx } from "../../ui/class";
import { Face } from "../../ui/small";

export function useNameOf(): (visitor: OnlineVisitor) => string {
  const { t } = useWords();
  const names = useNames();
  return ({ name, country }) =>
    shownName(name) || (country ? t("name.visitor_from", { place: names.country(country) }) : t("name.visitor"));
}

export function VisitorShown({ visitor, hint }: { visitor: OnlineVisitor; hint: string }) {
  const { t } = useWords();
  const nameOf = useNameOf();
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Face by={visitor.visitor_id || visitor.browser_id} name={visitor.name || "?"} />
      <div className="min-w-0">
        <p dir="auto" className="truncate font-medium" title={nameOf(visitor)}>
          {nameOf(visitor)}
        </p>
        <p className="truncate text-xs text-muted">
          {visitor.is_chatting && <span className="text-accent-strong">{t("visitors.chatting")}</span>}
          {visitor.is_chatting && hint && " · "}
          {hint}
        </p>
      </div>
    </div>
  );
}

export function PageShown({ visitor: { title, url } }: { visitor: OnlineVisitor }) {
  return (
    <div className="min-w-0">
      {title && <p className="truncate">{title}</p>}
      <p className={cx("truncate", title && "text-xs text-muted")} title={url}>
        {url.replace(/^https?:\/\//, "")}
      </p>
    </div>
  );
}

/** 2:40, 1:02:40 */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
