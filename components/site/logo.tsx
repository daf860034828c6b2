/** A photo with one spot repainted. Takes its colour from the text around it. */
function LogoMark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-6">
      <path fill="currentColor" d="M10 2h12a8 8 0 0 1 8 8v6A10 10 0 0 0 16 30h-6a8 8 0 0 1-8-8V10a8 8 0 0 1 8-8Z" />
      <circle cx="22" cy="22" r="7" className="fill-accent-text" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="flex items-center gap-2 font-semibold text-lg tracking-tight">
      <LogoMark />
      Repaint
    </span>
  );
}
