import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { hrefWith } from "./href-with.ts";

interface PageLinksProps {
  readonly path: string;
  /** What the list is narrowed by, and where it is. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly nextCursor: string | null;
}

/** On to the next page of a list, and back to its first. */
export function PageLinks({ path, query, nextCursor }: PageLinksProps) {
  const t = useTranslations("adminAccounts.pages");
  if (query.cursor === undefined && nextCursor === null) return null;
  return (
    <nav aria-label={t("label")} className="flex flex-wrap gap-2">
      {query.cursor !== undefined && (
        <Button asChild>
          <Link href={hrefWith(path, { ...query, cursor: undefined })}>{t("first")}</Link>
        </Button>
      )}
      {nextCursor !== null && (
        <Button asChild>
          <Link href={hrefWith(path, { ...query, cursor: nextCursor })}>{t("next")}</Link>
        </Button>
      )}
    </nav>
  );
}
