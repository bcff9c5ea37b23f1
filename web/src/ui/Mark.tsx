/** The mark of Sagescope: a trace seen through a scope. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <circle
        cx="16"
        cy="16"
        r="9"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2"
        opacity=".5"
      />
      <path
        d="M5 18h5l3-8 5 13 3-8 1.5 3H27"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.4"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
