/** Keeping the list on screen under a name, for oneself or for everybody (I3). */
import { useState } from "react";
import { views } from "../../../api/finding";
import { useWords } from "../../../i18n/words";
import { type Address, searchOfView } from "../../../parts/address";
import { NameSheet } from "../../../parts/name-sheet";
import { useMay } from "../../../state/react";
import { Switch } from "../../../ui/field";

export default function SaveView({ address, onClose }: { address: Address; onClose: () => void }) {
  const { t } = useWords();
  const mayShare = useMay("configure");
  const [isShared, setShared] = useState(false);
  const save = (name: string) => views.save(name, searchOfView(address.view, address.filter), isShared);
  return (
    <NameSheet title={t("view.save")} label={t("view.name")} initial="" onSave={save} onClose={onClose}>
      {mayShare && <Switch label={t("view.share")} hint={t("view.share_hint")} isOn={isShared} onChange={setShared} />}
    </NameSheet>
  );
}
