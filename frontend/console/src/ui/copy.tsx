/** Something to copy: shown, selectable, with a button that says when it is done. */
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "./button";

interface CopyProps {
  text: string;
  label: string;
  done: string;
}

function useCopy(text: string): [boolean, () => void] {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [isDone]);
  return [isDone, () => void navigator.clipboard.writeText(text).then(() => setDone(true))];
}

export function CopyButton({ text, label, done }: CopyProps) {
  const [isDone, copy] = useCopy(text);
  return (
    <>
      <IconButton label={isDone ? done : label} icon={isDone ? Check : Copy} onClick={copy} iconSize={14} />
      <span role="status" className="sr-only">
        {isDone ? done : ""}
      </span>
    </>
  );
}

export function CopyBox({ text, label, done }: CopyProps) {
  const [isDone, copy] = useCopy(text);
  return (
    <div className="flex flex-col gap-2">
      <pre className="overflow-x-auto rounded border bg-bg p-3 text-sm break-all whitespace-pre-wrap select-all">
        {text}
      </pre>
      <Button icon={isDone ? Check : Copy} onClick={copy} className="self-start" size="sm">
        {isDone ? done : label}
      </Button>
      <span role="status" className="sr-only">
        {isDone ? done : ""}
      </span>
    </div>
  );
}
