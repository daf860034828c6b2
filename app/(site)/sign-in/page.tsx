import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AccountCard } from "#components/account/account-card.tsx";
import { DemoButton } from "#components/account/demo-button.tsx";
import { SignInForm } from "#components/account/sign-in-form.tsx";
import { linkTo } from "#components/account/text-link.tsx";
import { optionalUser } from "#lib/server/auth.ts";
import { captchaWidget } from "#lib/server/captcha/service.ts";
import { env } from "#lib/server/env.ts";
import { first, nextPath, type SearchParams } from "#lib/server/search-params.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const params = await searchParams;
  const next = nextPath(params);
  if (await optionalUser()) redirect(next);
  const t = await getTranslations("account.signIn");
  const embedded = env().REPAINT_EMBEDDED;
  return (
    <AccountCard
      title={t("title")}
      lead={first(params.kept) === "1" ? t("photoKept") : undefined}
      footer={<p>{t.rich("newHere", { link: linkTo(`/sign-up?next=${encodeURIComponent(next)}`) })}</p>}
    >
      {embedded && (
        <>
          <DemoButton variant="primary" next={next} />
          <p className="flex items-center gap-3 text-ink-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {t("or")}
          </p>
        </>
      )}
      <SignInForm next={next} localMailbox={embedded} secondary={embedded} captcha={captchaWidget()} />
    </AccountCard>
  );
}
