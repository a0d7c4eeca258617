/** A moment: short on screen, exact on hover and for machines. */
export function Time({ at, exact, children }: { at: number; exact: string; children: string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exact} className="whitespace-nowrap">
      {children}
    </time>
  );
}
