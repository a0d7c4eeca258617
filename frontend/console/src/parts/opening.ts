/** Something that opens for a choice, and what stood there when it opened: who chooses is asked against that (A21). */
import { useState } from "react";

interface Opening<T> {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  /** What was shown at the last opening, whatever has come since. */
  seen: T;
}

export function useOpening<T>(shown: T): Opening<T> {
  const [{ isOpen, seen }, set] = useState({ isOpen: false, seen: shown });
  return {
    isOpen,
    seen,
    setOpen: (next) => set((before) => ({ isOpen: next, seen: next && !before.isOpen ? shown : before.seen })),
  };
}
