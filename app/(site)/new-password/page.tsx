import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountCard } from "#components/account/account-card.tsx";
import { NewPasswordForm } from "#components/account/new-password-form.tsx";
import { requireUser } from "#lib/server/auth.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.change");
  return { title: t("title") };
}

export default async function NewPasswordPage() {
  const t = await getTranslations("account.change");
  const { email } = await requireUser("/new-password");
  return (
    <AccountCard title={t("title")} lead={t("lead")}>
      <NewPasswordForm email={email} next="/photos" />
    </AccountCard>
  );
}
