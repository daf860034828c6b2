import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { MessagePage } from "./message-page.tsx";

/** For an address that names nothing, or nothing of this person's. */
export function NothingHere() {
  const t = useTranslations("site");
  return (
    <MessagePage
      title={t("nothingHere.title")}
      actions={
        <>
          <Button asChild variant="primary">
            <Link href="/photos">{t("nothingHere.toPhotos")}</Link>
          </Button>
          <Button asChild>
            <Link href="/">{t("startPage")}</Link>
          </Button>
        </>
      }
    >
      {t("nothingHere.text")}
    </MessagePage>
  );
}
