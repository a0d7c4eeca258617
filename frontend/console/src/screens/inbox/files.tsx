/** The files of a message: pictures in their place from the start, so that nothing moves when they come; everything else to be saved. */
import type { FileView, Id } from "@zuruf/protocol/types";
import { fitted, sentFile, sizeText } from "@zuruf/protocol/uploads";
import { File, ImageOff } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { shownName } from "../../parts/shown";

const BOX = { width: 280, height: 240 };

export function Files({ files }: { files: readonly FileView[] }) {
  const { t } = useWords();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t("composer.files")} className="flex flex-wrap gap-1.5 whitespace-normal not-first:mt-2">
      {files.map((file) => (
        <li key={file.id} className="max-w-full">
          {file.width > 0 ? <Picture file={file} /> : <Saved file={file} />}
        </li>
      ))}
    </ul>
  );
}

/** Of a message on its way; what an earlier page sent is known by its number only. */
export function PendingFiles({ ids }: { ids: readonly Id[] }) {
  const { t } = useWords();
  const known = ids.flatMap((id) => sentFile(id) ?? []);
  if (known.length < ids.length) return <p>{t("row.files", { n: ids.length })}</p>;
  return <Files files={known} />;
}

function Picture({ file }: { file: FileView }) {
  const { t } = useWords();
  const [isGone, setGone] = useState(false);
  const size = fitted(file, BOX);
  const address = `/api/files/${file.id}`;
  if (isGone)
    return (
      <span
        style={size}
        className="grid place-items-center rounded border bg-surface p-2 text-center text-sm text-muted"
      >
        <ImageOff size={18} aria-hidden />
        {t("file.gone")}
      </span>
    );
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" aria-label={t("file.open", { name: file.name })}>
      <img
        src={`${address}?size=small`}
        alt={file.name}
        {...size}
        loading="lazy"
        onError={() => setGone(true)}
        className="block max-w-full rounded border bg-subtle object-contain"
      />
    </a>
  );
}

function Saved({ file }: { file: FileView }) {
  const { t, language } = useWords();
  return (
    <a
      href={`/api/files/${file.id}`}
      download={file.name}
      aria-label={t("file.download", { name: file.name })}
      className="flex max-w-72 min-w-0 items-center gap-2 rounded border border-line-strong bg-surface px-2.5 py-1.5 text-text hover:bg-hover"
    >
      <File size={16} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 truncate" title={file.name} dir="auto">
        {shownName(file.name)}
      </span>
      <span className="shrink-0 text-xs text-muted">{sizeText(file.size, language)}</span>
    </a>
  );
}
