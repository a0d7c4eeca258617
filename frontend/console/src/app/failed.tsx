/** What stands where a page should be: an address nobody knows, a failure of our own. */
import { Link } from "@tanstack/react-router";
import { Compass, TriangleAlert } from "lucide-react";
import { useWords } from "../i18n/words";
import { Button } from "../ui/button";
import { Empty } from "../ui/small";

export function NotThere() {
  return (
    <main className="grid h-full place-items-center">
      <NoPage />
    </main>
  );
}

export function NoPage() {
  const { t } = useWords();
  const home = (
    <Link to="/mine" className="font-medium text-accent-strong underline underline-offset-2">
      {t("failed.home")}
    </Link>
  );
  return (
    <Empty icon={Compass} title={t("failed.no_page")} action={home}>
      {t("failed.no_page_hint")}
    </Empty>
  );
}

export function Failed({ reset }: { error: unknown; reset: () => void }) {
  const { t } = useWords();
  return (
    <main className="grid h-full place-items-center">
      <Empty icon={TriangleAlert} title={t("failed.title")} action={<Button onClick={reset}>{t("again")}</Button>}>
        {t("failed.hint")}
      </Empty>
    </main>
  );
}
