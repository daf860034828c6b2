import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "#components/account/account-card.tsx";
import { DemoButton } from "#components/account/demo-button.tsx";
import { SignInForm } from "#components/account/sign-in-form.tsx";
import { TextLink } from "#components/account/text-link.tsx";
import { optionalUser } from "#lib/server/auth.ts";
import { env } from "#lib/server/env.ts";
import { first, nextPath, type SearchParams } from "#lib/server/search-params.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const params = await searchParams;
  const next = nextPath(params);
  if (await optionalUser()) redirect(next);
  const embedded = env().REPAINT_EMBEDDED;
  return (
    <AccountCard
      title="Sign in"
      lead={
        first(params.kept) === "1" ? "Your photo is kept in this browser and opens as soon as you are in." : undefined
      }
      footer={
        <p>
          New here? <TextLink href={`/sign-up?next=${encodeURIComponent(next)}`}>Create an account</TextLink>
        </p>
      }
    >
      {embedded && (
        <>
          <DemoButton variant="primary" next={next} />
          <p className="flex items-center gap-3 text-ink-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or
          </p>
        </>
      )}
      <SignInForm next={next} localMailbox={embedded} secondary={embedded} />
    </AccountCard>
  );
}
