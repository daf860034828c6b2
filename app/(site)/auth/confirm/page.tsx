import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { AccountCard } from "#components/account/account-card.tsx";
import { ConfirmForm } from "#components/account/confirm-form.tsx";
import { linkTo } from "#components/account/text-link.tsx";
import { type ConfirmRequest, confirmRequest } from "#lib/contracts/account.ts";
import { first, type SearchParams } from "#lib/server/search-params.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.confirm");
  return { title: t("pageTitle"), robots: { index: false } };
}

/**
 * Where the links in our messages lead. Opening it does nothing yet: mail scanners open every link, and one that acted
 * at once would be used up before the person came.
 */
export default async function ConfirmPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const request = requestFrom(await searchParams);
  if (!request) return <BrokenLink />;
  const t = await getTranslations("account.confirm");
  const purpose = PURPOSES["type" in request ? request.type : "email"];
  return (
    <AccountCard title={t(`${purpose}.title`)}>
      <ConfirmForm request={request} label={t(`${purpose}.submit`)} />
    </AccountCard>
  );
}

function requestFrom(params: Awaited<SearchParams>): ConfirmRequest | null {
  const next = first(params.next);
  const { token_hash: tokenHash, type, code } = params;
  const fields = tokenHash ? { tokenHash: first(tokenHash), type: first(type) } : { code: first(code) };
  return confirmRequest.safeParse({ ...fields, ...(next ? { next } : {}) }).data ?? null;
}

/** What following each kind of link does. */
const PURPOSES = {
  signup: "address",
  email: "address",
  email_change: "address",
  magiclink: "signIn",
  recovery: "recovery",
  invite: "invite",
} as const;

function BrokenLink() {
  const t = useTranslations("account.confirm.broken");
  return (
    <AccountCard title={t("title")} lead={t("lead")}>
      <p>{t.rich("text", { signIn: linkTo("/sign-in"), reset: linkTo("/reset") })}</p>
    </AccountCard>
  );
}
