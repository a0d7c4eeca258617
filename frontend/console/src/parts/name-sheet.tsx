/** Asks for one name; what is wrong with it is said at the field, and what was typed stays. */
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useWords } from "../i18n/words";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { focused } from "../ui/focus";
import { Sheet } from "../ui/overlay";
import { sentenceOf } from "./problems";

interface Props {
  title: string;
  label: string;
  initial: string;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
  children?: ReactNode;
}

export function NameSheet({ title, label, initial, onSave, onClose, children }: Props) {
  const words = useWords();
  const { t } = words;
  const form = useId();
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    onSave(name)
      .then(onClose, setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Sheet
      title={title}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form={form} look="primary" isBusy={isBusy}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={save} className="flex flex-col gap-4">
        <TextField
          ref={focused}
          label={label}
          value={name}
          error={problem === null ? "" : sentenceOf(problem, words)}
          onChange={(event) => {
            setName(event.target.value);
            setProblem(null);
          }}
        />
        {children}
      </form>
    </Sheet>
  );
}
