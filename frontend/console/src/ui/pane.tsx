/** A pane whose width people choose: by dragging its edge, or with the arrow keys on it. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { cx } from "./class";

interface PaneProps {
  name: string;
  label: string;
  edge: "left" | "right";
  initial: number;
  min: number;
  max: number;
  className?: string;
  children: ReactNode;
}

const STEP = 16;

export function Pane({ name, label, edge, initial, min, max, className, children }: PaneProps) {
  const kept = `zuruf.pane.${name}`;
  const [width, setWidth] = useState(() => clamp(Number(localStorage.getItem(kept)) || initial, min, max));
  const resize = (next: number) => {
    const value = clamp(next, min, max);
    setWidth(value);
    localStorage.setItem(kept, String(value));
  };
  const sign = edge === "right" ? 1 : -1;
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
    const step = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    resize(width + sign * step);
  };
  return (
    <div className={cx("relative shrink-0", className)} style={{ width }}>
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
          edge === "right" ? "-right-1" : "-left-1",
        )}
      />
    </div>
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
