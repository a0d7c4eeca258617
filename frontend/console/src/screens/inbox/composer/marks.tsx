/** Marks behind what is typed: variables nobody filled in. Laid under the field letter by letter, so that they lie where the letters do. */
import { Fragment } from "react";

interface Props {
  text: string;
  /** Stretches as [from, to], in order. */
  marked: [number, number][];
  scrolled: number;
}

export function Marks({ text, marked, scrolled }: Props) {
  if (marked.length === 0) return null;
  let at = 0;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden px-3 py-2 text-transparent">
      <div className="break-words whitespace-pre-wrap" style={{ transform: `translateY(${-scrolled}px)` }}>
        {marked.map(([from, to]) => {
          const before = text.slice(at, from);
          at = to;
          return (
            <Fragment key={from}>
              {before}
              <mark className="rounded-sm bg-amber-tint text-transparent shadow-[0_0_0_1px_var(--amber)]">
                {text.slice(from, to)}
              </mark>
            </Fragment>
          );
        })}
        {text.slice(at)}
      </div>
    </div>
  );
}
