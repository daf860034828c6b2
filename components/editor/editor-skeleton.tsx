import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";

/**
 * The editor's outline while it loads: the same places, nothing in them.
 *
 * @param stage what is known of the photo, to fill the stage
 */
export function EditorSkeleton({ stage }: { readonly stage?: ReactNode }) {
  const t = useTranslations("opening");
  return (
    <div className="fixed inset-0 flex flex-col bg-page" aria-busy="true">
      <span className="sr-only">{t("editor")}</span>
      <div className="flex h-11.25 items-center gap-2 border-line border-b bg-panel px-3">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="w-12.25 border-line border-e bg-panel max-md:hidden" />
        <div className="flex flex-1 flex-col">
          <div className="relative flex min-h-0 flex-1 items-center justify-center bg-canvas p-16">
            {stage ?? <Skeleton className="size-full max-h-[70vh] max-w-[90%]" />}
          </div>
          <div className="flex h-25 items-center gap-2 border-line border-t bg-panel p-3">
            <Skeleton className="h-14 w-20" />
          </div>
        </div>
        <div className="flex w-76 flex-col gap-4 border-line border-s bg-panel p-4 max-md:hidden">
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-20 w-full" />
          <Skeleton className="h-9 w-full" />
        </div>
      </div>
    </div>
  );
}
