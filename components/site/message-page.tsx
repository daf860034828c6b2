import type { ReactNode } from "react";

interface MessagePageProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

/** A whole page that has one thing to say. */
export function MessagePage({ title, children, actions }: MessagePageProps) {
  return (
    <div className="mx-auto flex w-full max-w-140 flex-1 flex-col items-start justify-center gap-6 px-4 py-16">
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{title}</h1>
        <div className="text-ink-muted text-lg">{children}</div>
      </div>
      <div className="flex flex-wrap gap-3">{actions}</div>
    </div>
  );
}
