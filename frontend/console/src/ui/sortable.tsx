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

export function Sortable<Item>(props: SortableProps<Item>) {
  const { items, idOf, nameOf, row, handleLabel } = props;
  const { ids, dragged, said, list, keys, drag } = useOrdering(props);
  const byId = new Map(items.map((item) => [idOf(item), item]));
  return (
    <>
      <ul ref={list} className="overflow-hidden rounded-lg border bg-surface">
        {ids.map((id) => {
          const item = byId.get(id);
          if (!item) return null;
          const handle = <Handle label={handleLabel(nameOf(item))} onKeyDown={keys(item)} onPointerDown={drag(id)} />;
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

interface HandleProps {
  label: string;
  onKeyDown: (event: KeyboardEvent) => void;
  onPointerDown: (event: PointerEvent<HTMLButtonElement>) => void;
}

function Handle({ label, ...handlers }: HandleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...handlers}
      className="grid h-7 w-5 cursor-grab touch-none place-items-center rounded text-faint hover:text-text active:cursor-grabbing"
    >
      <GripVertical size={15} aria-hidden />
    </button>
  );
}

function useOrdering<Item>({ items, idOf, nameOf, onOrder, movedTo }: SortableProps<Item>) {
  const [order, setOrder] = useState<string[] | null>(null);
  const [dragged, setDragged] = useState("");
  const [said, setSaid] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const known = items.map(idOf);
  const ids = order ?? known;
  const keys = (item: Item) => (event: KeyboardEvent) => {
    const id = idOf(item);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const to = ids.indexOf(id) + step;
    if (!step || to < 0 || to >= ids.length) return;
    event.preventDefault();
    setSaid(movedTo(nameOf(item), to + 1, ids.length));
    onOrder(moved(ids, id, to));
  };
  const drag = (id: string) => (event: PointerEvent<HTMLButtonElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.focus();
    setDragged(id);
    let latest = ids;
    handle.onpointermove = ({ clientY }) => {
      latest = moved(ids, id, placeAt(list.current, clientY));
      setOrder(latest);
    };
    handle.onpointerup = handle.onpointercancel = () => {
      handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
      setDragged("");
      setOrder(null);
      if (latest.join() !== known.join()) onOrder(latest);
    };
  };
  return { ids, dragged, said, list, keys, drag };
}

function moved(ids: readonly string[], id: string, to: number): string[] {
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/** The row under the pointer; below the last one, the end. */
function placeAt(list: HTMLUListElement | null, y: number): number {
  const boxes = [...(list?.children ?? [])].map((row) => row.getBoundingClientRect());
  const place = boxes.findIndex((box) => y < box.bottom);
  return place < 0 ? boxes.length : place;
}
