import { ThemeMenu } from "./theme-menu.tsx";

export function SiteFooter() {
  return (
    <footer className="border-line border-t">
      <div className="mx-auto flex min-h-14 max-w-7xl flex-wrap items-center justify-between gap-x-6 px-4 py-1 text-ink-muted text-sm sm:px-6">
        <a
          href="/third-party-notices.txt"
          className="flex min-h-control items-center underline-offset-4 hover:underline"
        >
          Third-party notices
        </a>
        <ThemeMenu />
      </div>
    </footer>
  );
}
