/** While the console finds out who is here and what there is. */
import { useWords } from "../i18n/words";
import { Logo } from "../ui/logo";

export function Splash({ isConnecting = false }: { isConnecting?: boolean }) {
  const { t } = useWords();
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3" aria-busy="true">
      <Logo size={36} />
      <p role="status" className="pulse text-muted">
        {t(isConnecting ? "link.connecting" : "loading")}
      </p>
    </main>
  );
}
