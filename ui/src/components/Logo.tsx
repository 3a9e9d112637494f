/** The yarrow: a stem with an umbel of small flowers. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" fill="none" aria-hidden focusable="false">
      <g stroke="var(--accent)" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round">
        <path d="M13 24V9.5M13 18.2C9.4 17.4 7.2 13.8 6.3 10.4M13 18.2c3.6-.8 5.8-4.4 6.7-7.8M13 13.4C11 12 10 9.4 9.7 6.6M13 13.4c2-1.4 3-4 3.3-6.8" />
        <path d="M9 24c1.7-.3 3.3-1.1 4-2.6.7 1.5 2.3 2.3 4 2.6" />
      </g>
      <g fill="var(--accent)">
        <circle cx="4.9" cy="8.3" r="2.1" />
        <circle cx="9.1" cy="4.7" r="2.1" />
        <circle cx="13" cy="7.6" r="2" />
        <circle cx="16.9" cy="4.7" r="2.1" />
        <circle cx="21.1" cy="8.3" r="2.1" />
      </g>
    </svg>
  );
}
