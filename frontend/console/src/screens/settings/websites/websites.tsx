/** Websites: where the widget lives, the line of code that puts it there (T9, W1). */
import { useQuery } from "@tanstack/react-query";
import { Globe, Plus } from "lucide-react";
import { useState } from "react";
import { type Website, websites } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/class";
import { CopyBox } from "../../../ui/copy";
import { Sheet } from "../../../ui/overlay";
import { Chip, Empty } from "../../../ui/small";
import { Heading, Loaded } from "../frame";
import { WebsiteSheet } from "./website-sheet";

export default function Websites() {
  const { t } = useWords();
  const changes = useWorld((world) => world.settings.websites ?? 0);
  const query = useQuery({
    queryKey: ["websites", changes],
    queryFn: websites.list,
    placeholderData: (before) => before,
  });
  const [edited, setEdited] = useState<Website | "new" | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setEdited("new")}>
      {t("websites.new")}
    </Button>
  );
  return (
    <>
      <Heading title={t("settings.websites")} lead={t("websites.lead")}>
        {(query.data?.items.length ?? 0) > 0 && add}
      </Heading>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="rounded-lg border bg-surface">
              <Empty icon={Globe} title={t("websites.none")} action={add}>
                {t("websites.none_hint")}
              </Empty>
            </div>
          ) : (
            <ul className="flex flex-col gap-4">
              {items.map((website) => (
                <Item key={website.id} website={website} onEdit={() => setEdited(website)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {edited && (
        <WebsiteSheet
          website={edited === "new" ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={(snippet) => {
            void query.refetch();
            setMade(snippet);
          }}
        />
      )}
      {made && (
        <Sheet
          title={t("websites.made")}
          isOpen
          onClose={() => setMade(null)}
          closeLabel={t("close")}
          look="modal"
          footer={
            <Button look="primary" onClick={() => setMade(null)}>
              {t("agents.done")}
            </Button>
          }
        >
          <p className="mb-3">{t("websites.snippet_hint")}</p>
          <CopyBox text={made} label={t("websites.copy")} done={t("copied")} byHand={t("copied_by_hand")} />
        </Sheet>
      )}
    </>
  );
}

function Item({ website, onEdit }: { website: Website; onEdit: () => void }) {
  const { t } = useWords();
  return (
    <li className="rounded-lg border bg-surface p-5">
      <div className="mb-3 flex flex-wrap items-center gap-2.5">
        <span className="size-3 rounded-full" style={{ backgroundColor: website.colour }} aria-hidden />
        <h2 className={cx("text-lg font-semibold", !website.is_enabled && "text-muted")}>{website.name}</h2>
        {!website.is_enabled && <Chip>{t("websites.disabled")}</Chip>}
        {website.origins.length === 0 && <Chip look="amber">{t("websites.no_origin")}</Chip>}
        <span className="grow" />
        <Button size="sm" onClick={onEdit}>
          {t("websites.edit")}
        </Button>
      </div>
      <p className="mb-3 flex flex-wrap gap-1.5 text-sm text-muted">
        {website.origins.map((origin) => (
          <Chip key={origin}>{origin.replace(/^https:\/\//, "")}</Chip>
        ))}
      </p>
      <p className="mb-2 text-sm text-muted">{t("websites.snippet_hint")}</p>
      <CopyBox text={website.snippet} label={t("websites.copy")} done={t("copied")} byHand={t("copied_by_hand")} />
    </li>
  );
}
