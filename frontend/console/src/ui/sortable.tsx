/** A list people order: by dragging a row's handle, or with the arrow keys on it. */
import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "./class";

interface SortableProps<Item> {
  items: readonly Item[];
  idOf: (item: Item) => string;
  nameOf: (item: Item) => string;
  row: (item: Item, handle: ReactNode, isDragged: boolean) => ReactNode;
  onOrder: (ids: string[]) => void;
  handleLabel: (name: string) => string;
  movedTo: (name: string, place: number, of: number) => string;
}

export function Sortable<Item>({ items, idOf, nameOf, row, onOrder, handleLabel, movedTo }: SortableProps<Item>) {
  const [order, setOrder] = useState<string[] | null>(null);
  const [dragged, setDragged] = useState("");
  const [said, setSaid] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const ids = order ?? [...byId.keys()];

  const moved = (id: string, to: number): string[] => {
    const rest = ids.filter((other) => other !== id);
    return [...rest.slice(0, to), id, ...rest.slice(to)];
  };
  const keys = (id: string) => (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const to = ids.indexOf(id) + step;
    if (!step || to < 0 || to >= ids.length) return;
    event.preventDefault();
    const item = byId.get(id);
    if (item) setSaid(movedTo(nameOf(item), to + 1, ids.length));
    onOrder(moved(id, to));
  };
  const drag = (id: string) => (event: PointerEvent<HTMLButtonElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.focus();
    setDragged(id);
    let latest = ids;
    handle.onpointermove = (move) => {
      const rows = [...(list.current?.children ?? [])].map((child) => child.getBoundingClientRect());
      const to = rows.findIndex((box) => move.clientY < box.bottom);
      const rest = ids.filter((other) => other !== id);
      const at = to < 0 ? rest.length : to;
      latest = [...rest.slice(0, at), id, ...rest.slice(at)];
      setOrder(latest);
    };
    handle.onpointerup = handle.onpointercancel = () => {
      handle.onpointermove = null;
      handle.onpointerup = null;
      setDragged("");
      setOrder(null);
      if (latest.join() !== [...byId.keys()].join()) onOrder(latest);
    };
  };
  return (
    <>
      <ul ref={list} className="overflow-hidden rounded-lg border bg-surface">
        {ids.map((id) => {
          const item = byId.get(id);
          if (!item) return null;
          const handle = (
            <button
              type="button"
              aria-label={handleLabel(nameOf(item))}
              onKeyDown={keys(id)}
              onPointerDown={drag(id)}
              className="grid h-7 w-5 cursor-grab touch-none place-items-center rounded text-faint hover:text-text active:cursor-grabbing"
            >
              <GripVertical size={15} aria-hidden />
            </button>
          );
          return (
            <li key={id} className={cx("border-b last:border-b-0", dragged === id && "relative z-10 bg-hover")}>
              {row(item, handle, dragged === id)}
            </li>
          );
        })}
      </ul>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
