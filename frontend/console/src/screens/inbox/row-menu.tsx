/** The menu of a row in the list: why it is here, why nobody takes it. Shown under the pointer and with the focus in the row. */
import type { ConversationView } from "@zuruf/protocol/types";
import { Ellipsis } from "lucide-react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { IconButton } from "../../ui/button";
import { Menu } from "../../ui/overlay";
import { useWhys } from "./whys";

export function RowMenu({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const names = useNames();
  const { items, sheet } = useWhys(conversation);
  if (!items) return null;
  return (
    <span className="absolute end-2 bottom-2 rounded bg-surface opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-data-popup-open:opacity-100 [@media(hover:none)]:opacity-100">
      <Menu
        trigger={<IconButton label={t("row.more", { name: names.visitor(conversation.visitor) })} icon={Ellipsis} />}
      >
        {items}
      </Menu>
      {sheet}
    </span>
  );
}
