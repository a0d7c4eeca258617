/** A sheet at the side or a question in the middle: the page behind it waits. */
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useBack } from "./back";
import { cx } from "./class";

interface SheetProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  closeLabel: string;
  children: ReactNode;
  footer?: ReactNode;
  look?: "sheet" | "left" | "modal";
  width?: string;
  isTitleHidden?: boolean;
  /** Its being open is part of the address, so Back closes it by itself. */
  isAddressed?: boolean;
}

const PLACES = {
  sheet: "sheet inset-y-0 end-0 w-full border-s",
  left: "sheet-left inset-y-0 start-0 w-[min(280px,85vw)] border-e",
  modal:
    "modal top-1/2 left-1/2 max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 rounded-lg border shadow-pop",
};

/** A sheet at the side or a question in the middle. */
export function Sheet({ title, isOpen, onClose, closeLabel, children, footer, look = "sheet", ...rest }: SheetProps) {
  const { width = look === "modal" ? "max-w-[460px]" : "max-w-[560px]", isTitleHidden, isAddressed } = rest;
  useBack(isOpen && !isAddressed, onClose);
  // Read before the sheet is in the document: a field in it that takes the focus at once would be taken for what opened it.
  const opener = useMemo(() => (isOpen ? document.activeElement : null), [isOpen]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil fixed inset-0 z-30 bg-veil" />
        <Dialog.Popup
          finalFocus={() => returnTo(opener)}
          className={cx("fixed z-40 flex flex-col bg-surface outline-none", PLACES[look], width)}
        >
          <div className={cx("flex items-center gap-2 px-5 pt-4 pb-3", isTitleHidden && "sr-only")}>
            <Dialog.Title className="min-w-0 grow self-center text-lg leading-snug font-semibold wrap-anywhere">
              {title}
            </Dialog.Title>
            <Dialog.Close
              aria-label={closeLabel}
              className="inline-grid size-[26px] shrink-0 place-items-center self-start rounded text-muted hover:bg-hover"
            >
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <Body label={title} className={isTitleHidden ? "" : "px-5 pb-5"}>
            {children}
          </Body>
          {footer && <div className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What is longer than the screen is scrolled by keyboard, too, also where nothing in it takes the focus. */
function Body({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  const [isLong, setLong] = useState(false);
  const follow = useCallback((body: HTMLDivElement | null) => {
    if (!body) return;
    const observer = new ResizeObserver(() => setLong(body.scrollHeight > body.clientHeight + 1));
    for (const element of [body, ...body.children]) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const reached = isLong ? { role: "group", "aria-label": label, tabIndex: 0 } : {};
  return (
    <div ref={follow} {...reached} className={cx("min-h-0 grow overflow-y-auto", className)}>
      {children}
    </div>
  );
}

/** Where the focus goes when a sheet closes: to what opened it, unless it is elsewhere on the page by then. */
function returnTo(opener: Element | null): HTMLElement | boolean {
  const now = document.activeElement;
  if (now && now !== document.body && !now.closest("[role=dialog]")) return false;
  return opener instanceof HTMLElement && opener !== document.body && opener.isConnected ? opener : true;
}
