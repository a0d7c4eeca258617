/** How what somebody wrote stands in the timeline. */
import type { ReactNode } from "react";
import { isWebAddress } from "../../parts/web";
import { cx } from "../../ui/class";

/** `pending` is one's own on its way, `gone` what was deleted: quiet, and as easy to read as the others. */
export type Side = "theirs" | "mine" | "comment" | "pending" | "gone";

interface BubbleProps {
  side: Side;
  isRight: boolean;
  follows: boolean;
  face: ReactNode;
  text: ReactNode;
  foot: ReactNode;
  tools?: ReactNode;
}

const LOOKS: Record<Side, string> = {
  theirs: "bg-subtle",
  mine: "bg-accent text-on-accent",
  comment: "bg-note shadow-[inset_0_0_0_1px_var(--note-line)]",
  pending: "bg-accent-tint",
  gone: "border border-dashed border-line-strong text-muted",
};

export function Bubble({ side, isRight, follows, face, text, foot, tools }: BubbleProps) {
  return (
    <article className={cx("group flex gap-2.5", isRight ? "flex-row-reverse" : "flex-row", follows ? "pt-1" : "pt-3")}>
      <div className="w-7 shrink-0">{!follows && face}</div>
      <div className={cx("flex max-w-[min(74%,560px)] min-w-0 flex-col", isRight ? "items-end" : "items-start")}>
        <div className="flex max-w-full items-center gap-1.5">
          {isRight && tools}
          <div
            className={cx(
              "min-w-0 rounded-lg px-3 py-2 break-words whitespace-pre-wrap",
              LOOKS[side],
              !follows && (isRight ? "rounded-tr-[2px]" : "rounded-tl-[2px]"),
            )}
          >
            {text}
          </div>
          {!isRight && tools}
        </div>
        {foot && <div className="mt-1 flex flex-wrap items-center gap-x-1.5 text-xs text-faint">{foot}</div>}
      </div>
    </article>
  );
}

const ADDRESS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

/** Text with its web addresses as links; nothing of it is ever markup. */
export function Linked({ text }: { text: string }) {
  let at = 0;
  return text.split(ADDRESS).map((part, index) => {
    const key = at;
    at += part.length;
    if (index % 2 === 0 || !isWebAddress(part)) return <span key={key}>{part}</span>;
    return (
      <a
        key={key}
        href={part}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="underline underline-offset-2"
      >
        {part}
      </a>
    );
  });
}
