/** A pane whose width people choose: by dragging its edge, or with the arrow keys on it; Enter or a double click gives it its first width back. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { cx } from "./class";

interface PaneProps {
  name: string;
  label: string;
  /** Which of its sides is dragged, in the order of reading. */
  edge: "start" | "end";
  initial: number;
  min: number;
  max: number;
  className?: string;
  children: ReactNode;
}

const STEP = 16;
/** On a small laptop a pane widened on a large screen leaves the conversation room to be read. */
const SHARE = "36vw";

export function Pane({ name, label, edge, initial, min, max, className, children }: PaneProps) {
  const kept = `zuruf.pane.${name}`;
  const [width, setWidth] = useState(() => clamp(Number(localStorage.getItem(kept)) || initial, min, max));
  const resize = (next: number) => {
    const value = clamp(next, min, max);
    setWidth(value);
    localStorage.setItem(kept, String(value));
  };
  const sign = (edge === "end") === (document.dir !== "rtl") ? 1 : -1;
  const drag = (event: PointerEvent<HTMLHRElement>) => {
    const from = event.clientX;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => resize(width + sign * (move.clientX - from));
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
  };
  const keys = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: width + sign * STEP, ArrowLeft: width - sign * STEP };
    const next = { ...steps, Home: min, End: max, Enter: initial }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    resize(next);
  };
  return (
    <div className={cx("relative shrink-0", className)} style={{ width, maxWidth: `max(${min}px, ${SHARE})` }}>
      {children}
      <hr
        aria-label={label}
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={min}
        aria-valuemax={max}
        tabIndex={0}
        onPointerDown={drag}
        onKeyDown={keys}
        onDoubleClick={() => resize(initial)}
        className={cx(
          "absolute inset-y-0 z-10 m-0 h-full w-[7px] cursor-col-resize touch-none border-0 bg-transparent transition-colors hover:bg-accent/25 focus-visible:bg-accent/25",
          edge === "end" ? "-end-1" : "-start-1",
        )}
      />
    </div>
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
