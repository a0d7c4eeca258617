/** A long list of which only the rows in sight are drawn. */
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import type { ReactNode, RefObject } from "react";

export type Rows = Virtualizer<HTMLDivElement, Element>;

export interface ListOf {
  keys: readonly string[];
  height: number;
  scroller: RefObject<HTMLDivElement | null>;
}

export function useRows({ keys, height, scroller }: ListOf): Rows {
  return useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 8,
    useFlushSync: false,
  });
}

/** The rows as list items at their place; `row` draws the one at an index. */
export function VirtualRows({ rows, row, label }: { rows: Rows; row: (index: number) => ReactNode; label?: string }) {
  return (
    <ul className="relative w-full" style={{ height: rows.getTotalSize() }} aria-label={label}>
      {rows.getVirtualItems().map((item) => (
        <li
          key={item.key}
          ref={rows.measureElement}
          data-index={item.index}
          data-key={item.key}
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(${item.start}px)` }}
        >
          {row(item.index)}
        </li>
      ))}
    </ul>
  );
}

/** The row at an index has the focus, so that Enter is the row's; if it is not drawn yet, nothing else keeps it. */
export function focusRow(rows: Rows, index: number): void {
  const row = rows.scrollElement?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
  if (row) row.focus({ preventScroll: true });
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
