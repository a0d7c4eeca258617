/** The head of a screen; on a narrow one with the button that opens the main menu. */
import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/words";
import { IconButton } from "../ui/button";
import { useMenu } from "./menu";

interface BarProps {
  title: string;
  /** Unless the page below has a heading of its own. */
  isHeading?: boolean;
  children?: ReactNode;
}

export function Bar({ title, isHeading = true, children }: BarProps) {
  const { t } = useWords();
  const openMenu = useMenu();
  const Title = isHeading ? "h1" : "p";
  return (
    <header className="flex h-[52px] shrink-0 items-center gap-1 border-b pe-2 ps-2 md:gap-2 md:ps-4">
      <IconButton label={t("menu.open")} icon={Menu} iconSize={18} size="md" onClick={openMenu} className="md:hidden" />
      <Title className="min-w-0 grow truncate font-semibold md:text-lg">{title}</Title>
      {children}
    </header>
  );
}
