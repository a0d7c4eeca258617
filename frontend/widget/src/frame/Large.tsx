// One picture over the whole chat, as large as it is; Escape and the back button close it and nothing else.
import type { FileView } from "@zuruf/protocol/types";
import { sentPreview } from "@zuruf/protocol/uploads";
import { useEffect, useRef, useState } from "preact/hooks";
import { useFileWords } from "./files-words";
import { had, save } from "./having";
import { token } from "./storage";

interface Given {
  file: FileView;
  of: string;
  /** The small picture, as long as the large one is on its way. */
  meanwhile: string;
  close: () => void;
}

export function Large({ file, of, meanwhile, close }: Given) {
  const { t } = useFileWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const { blob, address, isMissed, again } = useLarge(file, of);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="large"
      aria-label={file.name}
      onClose={close}
      // The chat's own keys, Escape first, are not meant.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <p class="row">
        <b dir="auto">{file.name}</b>
        <Icon label={t("download")} path="M12 3v12M7 10l5 5 5-5M4 21h16" act={blob && (() => save(blob, file.name))} />
        <Icon label={t("close")} path="M6 6l12 12M18 6L6 18" act={() => dialog.current?.close()} />
      </p>
      {isMissed && (
        <p class="mark" role="alert">
          {t("not_loaded", { name: file.name })}{" "}
          <button type="button" class="text" onClick={again}>
            {t("again")}
          </button>
        </p>
      )}
      <img src={address || sentPreview(file.id) || meanwhile} alt={file.name} />
    </dialog>
  );
}

function useLarge(file: FileView, of: string) {
  const [blob, setBlob] = useState<Blob>();
  const [address, setAddress] = useState("");
  const [isMissed, setMissed] = useState(false);
  useEffect(() => {
    if (isMissed) return;
    let made = "";
    let isOver = false;
    had(file.id, token.of(of)).then(
      (found) => {
        if (isOver) return;
        made = URL.createObjectURL(found);
        setBlob(found);
        setAddress(made);
      },
      () => isOver || setMissed(true),
    );
    return () => {
      isOver = true;
      URL.revokeObjectURL(made);
    };
  }, [file.id, of, isMissed]);
  return { blob, address, isMissed, again: () => setMissed(false) };
}

function Icon({ label, path, act }: { label: string; path: string; act: (() => void) | undefined }) {
  return (
    <button type="button" class="icon" disabled={!act} aria-label={label} title={label} onClick={act}>
      <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
