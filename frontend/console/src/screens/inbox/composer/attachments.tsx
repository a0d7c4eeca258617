/** Files on their way into a message: chosen, dropped or pasted, each with how far it is and, when refused, why. What is typed is not touched. */
import type { Id } from "@zuruf/protocol/types";
import { filesOf, sizeText, type Upload, type Uploads } from "@zuruf/protocol/uploads";
import { CircleAlert, File, Paperclip, RotateCw, X } from "lucide-react";
import { type ClipboardEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useWords } from "../../../i18n/words";
import { sentenceForCode } from "../../../parts/problems";
import { shownName } from "../../../parts/shown";
import { Button, IconButton } from "../../../ui/button";
import { cx } from "../../../ui/class";

export interface Attachments {
  uploads: Uploads;
  list: readonly Upload[];
  /** Whether something is being dragged over the conversation. */
  isOver: boolean;
  /** True when files were pasted. */
  onPaste: (event: ClipboardEvent) => boolean;
}

export function useAttachments(conversation: Id, uploads: Uploads, mayWrite: boolean): Attachments {
  const list = useSyncExternalStore(uploads.subscribe, uploads.current);
  const isOver = useDropping(conversation, mayWrite, uploads);
  const onPaste = (event: ClipboardEvent) => {
    const files = filesOf(event.clipboardData);
    if (files.length === 0) return false;
    event.preventDefault();
    uploads.add(files);
    return true;
  };
  return { uploads, list, isOver, onPaste };
}

/** Anywhere on the conversation; beside it a file that is let go of does nothing rather than replace the console. */
function useDropping(conversation: Id, mayWrite: boolean, uploads: Uploads): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const isOn = ({ target }: Event) =>
      target instanceof Element && target.closest(`[data-conversation="${conversation}"]`);
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const takes = mayWrite && !!isOn(event);
      event.dataTransfer.dropEffect = takes ? "copy" : "none";
      setOver(takes);
    };
    const dropped = (event: DragEvent) => {
      const files = filesOf(event.dataTransfer);
      setOver(false);
      if (files.length === 0) return;
      event.preventDefault();
      if (mayWrite && isOn(event)) uploads.add(files);
    };
    const left = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    document.addEventListener("dragover", over);
    document.addEventListener("drop", dropped);
    document.addEventListener("dragleave", left);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("drop", dropped);
      document.removeEventListener("dragleave", left);
    };
  }, [conversation, mayWrite, uploads]);
  return isOver;
}

/** What is attached, above the line with the buttons. */
export function AttachedList({ attachments: { uploads, list, isOver } }: { attachments: Attachments }) {
  const { t } = useWords();
  const isHeld = uploads.hasFailed && list.length > 0;
  return (
    <>
      {isOver && (
        <p className="mx-3 mb-2 rounded border border-accent border-dashed bg-accent-tint px-3 py-4 text-center text-accent-strong text-sm">
          {t("composer.drop")}
        </p>
      )}
      {list.length > 0 && (
        <ul
          aria-label={t("composer.files")}
          className="mx-3 mb-2 flex max-h-48 flex-col [@media(max-height:30rem)]:max-h-14 gap-1.5 overflow-y-auto"
        >
          {list.map((upload) => (
            <Row key={upload.key} upload={upload} uploads={uploads} />
          ))}
        </ul>
      )}
      {uploads.isWaiting && (
        <p className="mx-3 mb-2 flex items-center gap-2 text-muted text-xs">
          <span role="status">{t("composer.sends_when_ready")}</span>
          <Button size="sm" look="quiet" onClick={() => uploads.wait(false)}>
            {t("composer.wait_cancel")}
          </Button>
        </p>
      )}
      {isHeld && <p className="mx-3 mb-2 text-muted text-xs">{t("composer.files_failed")}</p>}
    </>
  );
}

function Row({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const words = useWords();
  const { t, language } = words;
  const { key, name, size, preview, state, code } = upload;
  return (
    <li className="flex min-w-0 items-center gap-2 rounded border bg-surface py-1 ps-1.5 pe-1 text-sm">
      {preview ? (
        <img src={preview} alt="" width={32} height={32} className="size-8 shrink-0 rounded object-cover" />
      ) : (
        <File size={16} aria-hidden className="mx-2 shrink-0 text-muted" />
      )}
      <div className="min-w-0 grow">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="truncate" title={name} dir="auto">
            {shownName(name)}
          </span>
          <span className="shrink-0 text-muted text-xs">{sizeText(size, language)}</span>
        </p>
        <Progress upload={upload} />
        {state === "failed" && (
          <p role="alert" className="flex items-center gap-1 text-red text-xs">
            <CircleAlert size={12} aria-hidden className="shrink-0" />
            {sentenceForCode(code, words, "problem.unknown")}
          </p>
        )}
      </div>
      {uploads.mayRetry(upload) && (
        <IconButton label={t("file.retry", { name })} icon={RotateCw} onClick={() => uploads.retry(key)} />
      )}
      <IconButton
        label={t(state === "arriving" ? "file.cancel" : "file.remove", { name })}
        icon={X}
        onClick={() => uploads.remove(key)}
      />
    </li>
  );
}

/** Of one file; its end is said aloud, not each step. */
function Progress({ upload: { name, state, share } }: { upload: Upload }) {
  const { t } = useWords();
  const n = Math.round(share * 100);
  return (
    <>
      {state === "arriving" && (
        <div
          role="progressbar"
          aria-label={t("file.progress", { name, n })}
          aria-valuenow={n}
          aria-valuemin={0}
          aria-valuemax={100}
          className="mt-0.5 h-1 overflow-hidden rounded bg-subtle"
        >
          <div className={cx("h-full rounded bg-accent", n === 100 && "animate-pulse")} style={{ width: `${n}%` }} />
        </div>
      )}
      <span role="status" className="sr-only">
        {state === "ready" && t("file.arrived", { name })}
      </span>
    </>
  );
}

export function AttachButton({ uploads, mayWrite }: { uploads: Uploads; mayWrite: boolean }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("composer.attach")}
        onChange={({ currentTarget }) => {
          uploads.add(currentTarget.files ?? []);
          // The same file may be chosen once more.
          currentTarget.value = "";
        }}
      />
      <IconButton
        label={t("composer.attach")}
        icon={Paperclip}
        disabled={!mayWrite}
        onClick={() => input.current?.click()}
      />
    </>
  );
}
