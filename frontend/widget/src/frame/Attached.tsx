// What is being attached, above the field: how far each file is and, when it did not arrive, why. What is typed is not touched.
import type { Upload, Uploads } from "@zuruf/protocol/uploads";
import { useEffect, useRef } from "preact/hooks";
import { Name, Sheet } from "./Files";
import { type FileKey, useFileWords } from "./files-words";

export function Attached({ uploads }: { uploads: Uploads }) {
  const { t } = useFileWords();
  if (uploads.list.length === 0) return null;
  return (
    <>
      <ul class="attached" aria-label={t("attached")}>
        {uploads.list.map((upload) => (
          <Row key={upload.key} upload={upload} uploads={uploads} />
        ))}
      </ul>
      {uploads.isWaiting && (
        <p class="mark">
          <span role="status">{t("waits")}</span>{" "}
          <button type="button" class="text" onClick={() => uploads.wait(false)}>
            {t("wait_cancel")}
          </button>
        </p>
      )}
      {uploads.hasFailed && uploads.list.length > 1 && <p class="mark">{t("held")}</p>}
    </>
  );
}

function Row({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { t, language } = useFileWords();
  const { key, name, preview, state, code } = upload;
  const row = useRef<HTMLLIElement>(null);
  // The list scrolls: what holds the message back is to be seen.
  useEffect(() => {
    if (code) row.current?.scrollIntoView({ block: "nearest" });
  }, [code]);
  return (
    <li ref={row}>
      {preview ? <img src={preview} alt="" width={36} height={36} /> : <Sheet />}
      <span class="grow">
        <Name file={upload} language={language} />
        <Progress upload={upload} />
        {state === "failed" && (
          <small class="bad" role="alert">
            {t(saidOf(code))}
          </small>
        )}
      </span>
      {uploads.mayRetry(upload) && (
        <Act label={t("retry", { name })} path="M20 11a8 8 0 1 0-2 6M20 4v7h-7" act={() => uploads.retry(key)} />
      )}
      <Act
        label={t(state === "arriving" ? "cancel" : "remove", { name })}
        path="M6 6l12 12M18 6L6 18"
        act={() => uploads.remove(key)}
      />
    </li>
  );
}

/** Of one file; its end is said aloud, not each step. */
function Progress({ upload: { name, state, share } }: { upload: Upload }) {
  const { t } = useFileWords();
  const n = Math.round(share * 100);
  return (
    <>
      {state === "arriving" && (
        <span
          class="bar"
          role="progressbar"
          aria-label={t("progress", { name, n })}
          aria-valuenow={n}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${n}%` }} />
        </span>
      )}
      <span class="hidden" role="status">
        {state === "ready" && t("arrived", { name })}
      </span>
    </>
  );
}

function Act({ label, path, act }: { label: string; path: string; act: () => void }) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={act}>
      <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}

const SAID: Readonly<Record<string, FileKey>> = {
  file_too_large: "file_too_large",
  picture_too_large: "picture_too_large",
  picture_unreadable: "picture_unreadable",
  file_refused: "file_refused",
  file_empty: "file_empty",
  too_many_files: "too_many_files",
  file_quota: "limit",
  too_many_uploads: "limit",
  files_off: "files_off",
  file_interrupted: "interrupted",
  file_too_slow: "interrupted",
  unreachable: "interrupted",
};
/** The server's sentence is in its own language; its code says the same in the visitor's. */
function saidOf(code: string): FileKey {
  return SAID[code] ?? "refused";
}
