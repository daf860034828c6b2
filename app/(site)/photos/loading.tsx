import { useTranslations } from "next-intl";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { VisuallyHidden } from "#components/ui/visually-hidden.tsx";

const PLACES = ["a", "b", "c", "d", "e", "f", "g", "h"];

export default function PhotosLoading() {
  const t = useTranslations("photos");
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8">
      <div role="status">
        <VisuallyHidden>{t("loading")}</VisuallyHidden>
      </div>
      <div className="flex items-center justify-between">
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <Skeleton className="h-control w-32" />
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 lg:grid-cols-4 2xl:grid-cols-6">
        {PLACES.map((place) => (
          <div key={place} className="flex flex-col gap-2.5">
            <Skeleton className="aspect-4/3 w-full" />
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-3.5 w-1/2" />
          </div>
        ))}
      </div>
    </div>
  );
}
