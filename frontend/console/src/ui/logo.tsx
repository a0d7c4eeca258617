/** The mark. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M3 4h14v9H9l-4 4v-4H3z" className="fill-accent" />
      <path
        d="M7 6.7h6L8 10.4h5"
        className="stroke-on-accent"
        strokeWidth="1.5"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
