/** The button that opens the choice of emoji; what is chosen goes in at the caret (I4). */
import { Smile } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../../i18n/words";
import { IconButton } from "../../../ui/button";
import { later } from "../../../ui/later";
import { Popover } from "../../../ui/overlay";
import { replaceIn } from "./completion";

const choice = later(() => import("./emoji-choice"));

export function EmojiButton({ area, mayWrite }: { area: { current: HTMLTextAreaElement | null }; mayWrite: boolean }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const module = choice.use();
  const pick = (sign: string) => {
    setOpen(false);
    const field = area.current;
    if (!field) return;
    field.focus();
    replaceIn(field, field.selectionStart, field.selectionEnd, sign);
  };
  const open = (is: boolean) => {
    if (is) choice.want();
    setOpen(is);
  };
  return (
    <Popover
      label={t("emoji.choose")}
      isOpen={isOpen}
      onOpen={open}
      trigger={<IconButton label={t("emoji.choose")} icon={Smile} disabled={!mayWrite} />}
    >
      {module && <module.EmojiChoice pick={pick} />}
    </Popover>
  );
}
