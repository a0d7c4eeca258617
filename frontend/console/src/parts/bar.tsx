/** The head of a screen; on a narrow one with the button that opens the main menu. */
import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/words";
import { IconButton } from "../ui/button";
import { useMenu } from "./menu";

export function Bar({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useWords();
  const openMenu = useMenu();
  return (
    <header className="flex h-[52px] shrink-0 items-center gap-2 border-b pr-2 pl-3 md:pl-4">
      <IconButton label={t("menu.open")} icon={Menu} iconSize={18} size="md" onClick={openMenu} className="md:hidden" />
      <h1 className="min-w-0 grow truncate text-lg font-semibold">{title}</h1>
      {children}
    </header>
  );
}
