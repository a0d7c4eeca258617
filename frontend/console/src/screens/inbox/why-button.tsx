/** "Why?", in the words of a line: opens the explanation (A20). */
import { useWords } from "../../i18n/words";

export function WhyButton({ onClick }: { onClick: () => void }) {
  const { t } = useWords();
  return (
    <button
      type="button"
      onClick={onClick}
      aria-haspopup="dialog"
      className="text-accent-strong underline-offset-2 hover:underline"
    >
      {t("why.ask")}
    </button>
  );
}
