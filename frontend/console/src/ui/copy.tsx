/** Something to copy: shown, selectable, with a button that says when it is done, or how to do it by hand. */
import { Check, Copy } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button, IconButton } from "./button";

interface CopyProps {
  text: string;
  label: string;
  done: string;
  /** What to do where the browser lets nobody copy: the text is selected by then. */
  byHand: string;
}

type State = "" | "done" | "by-hand";

function useCopy(text: string, selected: RefObject<HTMLElement | null>): [State, () => void] {
  const [state, setState] = useState<State>("");
  useEffect(() => {
    if (state !== "done") return;
    const timer = setTimeout(() => setState(""), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  useEffect(() => {
    if (state === "by-hand" && selected.current) getSelection()?.selectAllChildren(selected.current);
  }, [state, selected]);
  const copy = async (near: Element) => setState((await isCopied(text, near)) ? "done" : "by-hand");
  return [state, () => void copy(selected.current ?? document.body)];
}

async function isCopied(text: string, near: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not over plain http, and not where it was forbidden.
    return isCopiedFromField(text, near);
  }
}

/** The older way, which plain http allows. The field stands beside the text: a dialog would take the focus back from anywhere else. */
function isCopiedFromField(text: string, near: Element): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "fixed opacity-0";
  near.after(field);
  field.focus();
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

/** `isQuiet` shows the text only where it has to be copied by hand. */
export function CopyButton({ text, label, done, byHand, isQuiet = false }: CopyProps & { isQuiet?: boolean }) {
  const shown = useRef<HTMLElement>(null);
  const [state, copy] = useCopy(text, shown);
  return (
    <>
      <code ref={shown} className={isQuiet && state !== "by-hand" ? "hidden" : "min-w-0 grow truncate"}>
        {text}
      </code>
      <IconButton
        label={state === "done" ? done : label}
        icon={state === "done" ? Check : Copy}
        onClick={copy}
        iconSize={14}
      />
      <span role="status" className={state === "by-hand" ? "" : "sr-only"}>
        {said(state, done, byHand)}
      </span>
    </>
  );
}

export function CopyBox({ text, label, done, byHand }: CopyProps) {
  const shown = useRef<HTMLPreElement>(null);
  const [state, copy] = useCopy(text, shown);
  return (
    <div className="flex flex-col gap-2">
      <pre
        ref={shown}
        className="overflow-x-auto rounded border bg-bg p-3 text-sm break-all whitespace-pre-wrap select-all"
      >
        {text}
      </pre>
      <Button icon={state === "done" ? Check : Copy} onClick={copy} className="self-start" size="sm">
        {state === "done" ? done : label}
      </Button>
      <span role="status" className={state === "by-hand" ? "text-sm text-muted" : "sr-only"}>
        {said(state, done, byHand)}
      </span>
    </div>
  );
}

function said(state: State, done: string, byHand: string): string {
  return state === "done" ? done : state === "by-hand" ? byHand : "";
}
