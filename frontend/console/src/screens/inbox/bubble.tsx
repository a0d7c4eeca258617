/** How what somebody wrote stands in the timeline. */
import { drawn } from "@zuruf/protocol/markdown";
import type { AgentView } from "@zuruf/protocol/types";
import { createElement, Fragment, type ReactNode, useMemo } from "react";
import { useWords } from "../../i18n/words";
import { piecesOf } from "../../parts/mentions";
import { useWorld } from "../../state/react";
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
            dir="auto"
            className={cx(
              "said min-w-0 rounded-lg px-3 py-2 break-words whitespace-pre-wrap",
              LOOKS[side],
              !follows && (isRight ? "rounded-se-[2px]" : "rounded-ss-[2px]"),
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

/** A message's text with its small Markdown and links; nothing of it is ever markup (I4). */
export function Said({ text }: { text: string }) {
  return useMemo(() => createElement(Fragment, null, ...drawn<ReactNode>(text, createElement)), [text]);
}

/** The same of a comment, in which colleagues stand out that it names (I5). */
export function Commented({ text }: { text: string }) {
  const agents = useWorld((world) => world.agents);
  return useMemo(() => {
    const chips = (kid: ReactNode) => (typeof kid === "string" ? piecesOf(kid, agents).map(chip) : [kid]);
    const create = (tag: string, props: Record<string, string | number> | null, ...kids: ReactNode[]) =>
      createElement(tag, props, ...(tag === "code" || tag === "a" ? kids : kids.flatMap(chips)));
    return createElement(Fragment, null, ...drawn<ReactNode>(text, create).flatMap(chips));
  }, [text, agents]);
}

function chip(piece: string | AgentView, index: number): ReactNode {
  return typeof piece === "string" ? piece : <Mention key={index} agent={piece} />;
}

function Mention({ agent }: { agent: AgentView }) {
  const { t } = useWords();
  const isMe = useWorld((world) => world.me === agent.id);
  const look = isMe ? "bg-accent text-on-accent" : "bg-accent-tint text-accent-strong";
  return (
    <span
      className={cx("rounded-sm px-1 font-medium", look, !agent.is_active && "line-through")}
      {...(!agent.is_active && { title: t("agents.deactivated") })}
    >
      @{agent.name}
    </span>
  );
}
