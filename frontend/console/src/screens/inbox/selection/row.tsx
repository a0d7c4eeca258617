/** A row that can be chosen: a box over the face, under the pointer, by key, or after holding it on a touch screen (I6). */
import type { ConversationView } from "@zuruf/protocol/types";
import { type PointerEvent, type ReactNode, useRef } from "react";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { cx } from "../../../ui/class";
import type { Selection } from "./selection";

const HELD: number = 500;

interface Props {
  conversation: ConversationView;
  selection: Selection;
  children: ReactNode;
}

export function ChoosableRow({ conversation, selection, children }: Props) {
  const { t } = useWords();
  const names = useNames();
  const { id } = conversation;
  const isChosen = selection.ids.has(id);
  const isChoosing = selection.isOn || selection.chosen.length > 0;
  const held = useHeld(() => {
    selection.begin();
    selection.toggle(id);
  });
  return (
    <div className={cx("group/row relative [@media(hover:none)]:select-none", isChosen && "bg-accent-tint")} {...held}>
      <label
        className={cx(
          "absolute start-[30px] top-2.5 z-10 grid size-7 cursor-pointer place-items-center rounded transition-opacity",
          isChosen ? "bg-accent-tint" : "bg-bg",
          !isChoosing &&
            "opacity-0 group-hover/row:opacity-100 focus-within:opacity-100 [@media(hover:none)]:pointer-events-none [@media(hover:none)]:opacity-0",
        )}
      >
        <input
          type="checkbox"
          aria-label={t("bulk.select", { name: names.visitor(conversation.visitor) })}
          checked={isChosen}
          tabIndex={isChoosing ? 0 : -1}
          // A click, because only it knows of the shift key; what the box shows follows from the selection.
          onClick={(event) => (event.shiftKey ? selection.reach(id) : selection.toggle(id))}
          onChange={() => undefined}
          className="size-[18px] accent-accent"
        />
      </label>
      {children}
    </div>
  );
}

/** Held for half a second with a finger; the click that follows is not one. */
function useHeld(act: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isHeld = useRef(false);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event: PointerEvent) => {
      isHeld.current = false;
      if (event.pointerType !== "touch") return;
      timer.current = setTimeout(() => {
        isHeld.current = true;
        act();
      }, HELD);
    },
    onPointerUp: stop,
    onPointerMove: (event: PointerEvent) =>
      Math.abs(event.movementX) + Math.abs(event.movementY) > 4 ? stop() : undefined,
    onPointerCancel: stop,
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
      if (!isHeld.current) return;
      isHeld.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    onContextMenu: (event: { preventDefault: () => void }) => (isHeld.current ? event.preventDefault() : undefined),
  };
}
