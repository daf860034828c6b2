import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "#components/account/account-card.tsx";
import { SignUpForm } from "#components/account/sign-up-form.tsx";
import { TextLink } from "#components/account/text-link.tsx";
import { optionalUser } from "#lib/server/auth.ts";
import { env } from "#lib/server/env.ts";
import { nextPath, type SearchParams } from "#lib/server/search-params.ts";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const next = nextPath(await searchParams);
  if (await optionalUser()) redirect(next);
  const { REPAINT_EMBEDDED, SIGNUP_TOKENS } = env();
  return (
    <AccountCard
      title="Create an account"
      lead={SIGNUP_TOKENS > 0 ? `It starts with ${SIGNUP_TOKENS} tokens.` : undefined}
      footer={
        <p>
          Have an account? <TextLink href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</TextLink>
        </p>
      }
    >
      <SignUpForm next={next} localMailbox={REPAINT_EMBEDDED} />
    </AccountCard>
  );
}
