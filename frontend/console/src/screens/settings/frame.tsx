/** What settings pages have in common: a heading, a sentence of what this is for, and how loading and failing look. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "../../i18n/words";
import { sentenceOf } from "../../parts/problems";
import { Button } from "../../ui/button";
import { Skeleton, Trouble } from "../../ui/small";

export function Heading({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  return (
    <header className="mb-5 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0 grow basis-64">
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="mt-1 text-muted text-pretty">{lead}</p>
      </div>
      {children && <div className="flex flex-wrap gap-2">{children}</div>}
    </header>
  );
}

export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const words = useWords();
  if (query.data !== undefined) return children(query.data);
  if (!query.error) {
    return (
      <div aria-busy="true" className="flex flex-col gap-2">
        <span className="sr-only">{words.t("loading")}</span>
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-14 w-full" />
      </div>
    );
  }
  return (
    <Trouble
      action={
        <Button size="sm" onClick={() => void query.refetch()}>
          {words.t("again")}
        </Button>
      }
    >
      {sentenceOf(query.error, words)}
    </Trouble>
  );
}

export function Card({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-5 rounded-lg border bg-surface p-5">{children}</div>;
}

/** Rows of a list of settings. */
export function Rows({ children }: { children: ReactNode }) {
  return (
    <ul className="overflow-hidden rounded-lg border bg-surface [&>li]:border-b [&>li:last-child]:border-b-0">
      {children}
    </ul>
  );
}

interface SaveFooterProps {
  isBusy: boolean;
  onClose: () => void;
  onSave: () => void;
  /** What stands at the other end, such as deleting. */
  children?: ReactNode;
}

export function SaveFooter({ isBusy, onClose, onSave, children }: SaveFooterProps) {
  const { t } = useWords();
  return (
    <>
      {children && <span className="me-auto flex flex-wrap items-center gap-2">{children}</span>}
      {/* Together, also where there is no room beside the other end. */}
      <span className="flex gap-2">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" isBusy={isBusy} onClick={onSave}>
          {t("save")}
        </Button>
      </span>
    </>
  );
}
