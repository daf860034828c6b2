import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AccountCard } from "#components/account/account-card.tsx";
import { SignUpForm } from "#components/account/sign-up-form.tsx";
import { linkTo } from "#components/account/text-link.tsx";
import { optionalUser } from "#lib/server/auth.ts";
import { captchaWidget } from "#lib/server/captcha/service.ts";
import { env } from "#lib/server/env.ts";
import { newAccounts } from "#lib/server/new-accounts.ts";
import { nextPath, type SearchParams } from "#lib/server/search-params.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signUp");
  return { title: t("title") };
}

export default async function SignUpPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const next = nextPath(await searchParams);
  if (await optionalUser()) redirect(next);
  const t = await getTranslations("account.signUp");
  const { areWelcome, tokens } = await newAccounts();
  return (
    <AccountCard
      title={t("title")}
      lead={areWelcome && tokens > 0 ? t("startsWith", { count: tokens }) : undefined}
      footer={<p>{t.rich("haveAccount", { link: linkTo(`/sign-in?next=${encodeURIComponent(next)}`) })}</p>}
    >
      {areWelcome ? (
        <SignUpForm next={next} localMailbox={env().REPAINT_EMBEDDED} captcha={captchaWidget()} />
      ) : (
        <p role="status">{t("closed")}</p>
      )}
    </AccountCard>
  );
}
