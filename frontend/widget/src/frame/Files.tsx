// The files of a message: pictures in their place from the start, so that nothing moves when they come; everything else to be saved.
import type { FileView, Id } from "@zuruf/protocol/types";
import { fitted, sentFile, sentPreview, sizeText } from "@zuruf/protocol/uploads";
import { useEffect, useRef, useState } from "preact/hooks";
import { Unanswered } from "./api";
import { type FileKey, useFileWords } from "./files-words";
import { had, save } from "./having";
import { Large } from "./Large";
import { token } from "./storage";
import { useWords } from "./words";

const BOX = { width: 220, height: 200 };
/** Addresses of the small pictures, by file: what was fetched once stays for this page. */
const small = new Map<Id, string>();

interface Given {
  files: readonly FileView[];
  /** The website's key: under it stands the visitor's token. */
  of: string;
}

export function Files({ files, of }: Given) {
  const { t } = useFileWords();
  return (
    <ul class="files" aria-label={t("files")}>
      {files.map((file) => (
        <li key={file.id}>{file.width > 0 ? <Picture file={file} of={of} /> : <Saved file={file} of={of} />}</li>
      ))}
    </ul>
  );
}

/** Of a message on its way; what an earlier page sent is known by its number only. */
export function PendingFiles({ ids }: { ids: readonly Id[] }) {
  const { t, language } = useWords();
  const known = ids.flatMap((id) => sentFile(id) ?? []);
  if (known.length < ids.length) return <>{t("file_said", { n: ids.length })}</>;
  return (
    <ul class="files">
      {known.map((file) => (
        <li key={file.id}>
          {sentPreview(file.id) ? (
            <img class="picture" src={sentPreview(file.id)} alt={file.name} {...fitted(file, BOX)} />
          ) : (
            <span class="file">
              <Sheet />
              <Name file={file} language={language} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Picture({ file, of }: { file: FileView; of: string }) {
  const { t } = useFileWords();
  const place = useRef<HTMLButtonElement>(null);
  const [address, setAddress] = useState(sentPreview(file.id) || small.get(file.id) || "");
  const [problem, setProblem] = useState<FileKey | "">("");
  const [isLarge, setLarge] = useState(false);
  const isWanted = !address && !problem;
  useEffect(() => {
    const element = place.current;
    if (!isWanted || !element) return;
    const load = async () => {
      try {
        const found = URL.createObjectURL(await had(`${file.id}?size=small`, token.of(of)));
        small.set(file.id, found);
        setAddress(found);
      } catch (cause) {
        setProblem(sayingOf(cause));
      }
    };
    const watching = new IntersectionObserver(([seen]) => {
      if (!seen?.isIntersecting) return;
      watching.disconnect();
      void load();
    });
    watching.observe(element);
    return () => watching.disconnect();
  }, [isWanted, file.id, of]);
  const size = fitted(file, BOX);
  if (problem) return <Failed name={file.name} problem={problem} again={() => setProblem("")} style={size} />;
  return (
    <>
      <button
        type="button"
        class="picture"
        ref={place}
        style={{ width: size.width, aspectRatio: `${size.width} / ${size.height}` }}
        onClick={() => setLarge(true)}
        aria-label={t("large", { name: file.name })}
        aria-busy={!address}
      >
        {address && <img src={address} alt="" />}
      </button>
      {isLarge && <Large file={file} of={of} meanwhile={address} close={() => setLarge(false)} />}
    </>
  );
}

function Saved({ file, of }: { file: FileView; of: string }) {
  const { t, language } = useFileWords();
  const [isComing, setComing] = useState(false);
  const [problem, setProblem] = useState<FileKey | "">("");
  const fetchIt = async () => {
    if (isComing) return;
    setComing(true);
    try {
      save(await had(file.id, token.of(of)), file.name);
    } catch (cause) {
      setProblem(sayingOf(cause));
    }
    setComing(false);
  };
  if (problem) return <Failed name={file.name} problem={problem} again={() => setProblem("")} />;
  const size = sizeText(file.size, language);
  return (
    <>
      <button
        type="button"
        class="file"
        aria-label={t("save", { name: file.name, size })}
        aria-busy={isComing}
        onClick={() => void fetchIt()}
      >
        <Sheet />
        <Name file={file} language={language} />
        <svg class={isComing ? "busy" : ""} width="16" height="16" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3v12M7 10l5 5 5-5M4 21h16" />
        </svg>
      </button>
      <span class="hidden" role="status">
        {isComing && t("saving", { name: file.name })}
      </span>
    </>
  );
}

export function Name({ file, language }: { file: Pick<FileView, "name" | "size">; language: string }) {
  return (
    <span class="named">
      <span class="name" title={file.name} dir="auto">
        {file.name}
      </span>
      <small>{sizeText(file.size, language)}</small>
    </span>
  );
}

export function Sheet() {
  return (
    <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M14 3H6v18h12V7zM14 3v4h4" />
    </svg>
  );
}

interface GivenFailed {
  name: string;
  problem: FileKey;
  again: () => void;
  style?: { width: number; height: number };
}

function Failed({ name, problem, again, style }: GivenFailed) {
  const { t } = useFileWords();
  return (
    <span class="file" role="alert" style={style && { width: style.width, minHeight: style.height }}>
      <span class="named">
        {t(problem, { name })}
        {problem === "not_loaded" && (
          <button type="button" class="text" onClick={again}>
            {t("again")}
          </button>
        )}
      </span>
    </span>
  );
}

function sayingOf(problem: unknown): FileKey {
  return problem instanceof Unanswered && problem.isFinal ? "gone" : "not_loaded";
}
