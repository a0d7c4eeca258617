/** One part of a trigger with its word: WHEN, IF, THEN. */
import type { ReactNode } from "react";

export function Part({ word, children }: { word: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 rounded-lg border p-3.5 sm:flex-row">
      <h3 className="w-14 shrink-0 pt-2 text-[11px] font-semibold tracking-wide text-muted uppercase">{word}</h3>
      <div className="min-w-0 grow">{children}</div>
    </section>
  );
}

export function Wrong({ children }: { children: string }) {
  if (!children) return null;
  return (
    <p role="alert" className="mt-1 text-sm text-red">
      {children}
    </p>
  );
}
