import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { AccountCard } from "#components/account/account-card.tsx";
import { ResetForm } from "#components/account/reset-form.tsx";
import { linkTo } from "#components/account/text-link.tsx";
import { captchaWidget } from "#lib/server/captcha/service.ts";
import { env } from "#lib/server/env.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.reset");
  return { title: t("title") };
}

export default function ResetPage() {
  const t = useTranslations("account.reset");
  return (
    <AccountCard
      title={t("title")}
      lead={t("lead")}
      footer={<p>{t.rich("remembered", { link: linkTo("/sign-in") })}</p>}
    >
      <ResetForm localMailbox={env().REPAINT_EMBEDDED} captcha={captchaWidget()} />
    </AccountCard>
  );
}
