import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** A plain link: the browser writes the archive to disk while it is made, however large it is. */
export function ExportLink() {
  const t = useTranslations("profile.export");
  return (
    <Button asChild className="self-start">
      <a href="/api/v1/account/export" download>
        <Download aria-hidden="true" />
        {t("submit")}
      </a>
    </Button>
  );
}
