/** One part of a trigger with its word: WHEN, IF, THEN. */
import type { ReactNode } from "react";

export function Part({ word, children }: { word: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 rounded-lg border p-3.5 sm:flex-row">
      <h3 className="shrink-0 pt-2 sm:w-20 text-[11px] font-semibold tracking-wide text-muted uppercase">{word}</h3>
      <div className="min-w-0 grow">{children}</div>
    </section>
  );
}

/** Marks a field and ties it to the sentence with this id, if there is one. */
export function blamed(sentence: string, id: string) {
  return { "aria-invalid": sentence !== "", "aria-describedby": sentence ? id : undefined };
}

export function Wrong({ children, id }: { children: string; id?: string }) {
  if (!children) return null;
  return (
    <p id={id} role="alert" className="mt-1 text-sm text-red">
      {children}
    </p>
  );
}
