import type { Metadata } from "next";
import { AccountCard } from "#components/account/account-card.tsx";
import { ConfirmForm } from "#components/account/confirm-form.tsx";
import { TextLink } from "#components/account/text-link.tsx";
import { type ConfirmRequest, confirmRequest } from "#lib/contracts/account.ts";
import { first, type SearchParams } from "#lib/server/search-params.ts";

export const metadata: Metadata = { title: "One more step", robots: { index: false } };

/**
 * Where the links in our messages lead. Opening it does nothing yet: mail scanners open every link, and one that acted
 * at once would be used up before the person came.
 */
export default async function ConfirmPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const request = requestFrom(await searchParams);
  if (!request) return <BrokenLink />;
  const { title, label } = WORDS["type" in request ? request.type : "email"];
  return (
    <AccountCard title={title}>
      <ConfirmForm request={request} label={label} />
    </AccountCard>
  );
}

function requestFrom(params: Awaited<SearchParams>): ConfirmRequest | null {
  const next = first(params.next);
  const { token_hash: tokenHash, type, code } = params;
  const fields = tokenHash ? { tokenHash: first(tokenHash), type: first(type) } : { code: first(code) };
  return confirmRequest.safeParse({ ...fields, ...(next ? { next } : {}) }).data ?? null;
}

const CONFIRM_ADDRESS = { title: "Confirm your e-mail address", label: "Confirm and continue" };
const WORDS = {
  signup: CONFIRM_ADDRESS,
  email: CONFIRM_ADDRESS,
  email_change: CONFIRM_ADDRESS,
  magiclink: { title: "Sign in to Repaint", label: "Sign in" },
  recovery: { title: "Reset the password", label: "Choose a new password" },
  invite: { title: "You are invited to Repaint", label: "Accept and choose a password" },
};

function BrokenLink() {
  return (
    <AccountCard title="This link is not complete" lead="It has expired, was used already, or lost a part on its way.">
      <p>
        Copy the whole address from the message, or get another by <TextLink href="/sign-in">signing in</TextLink> or{" "}
        <TextLink href="/reset">resetting the password</TextLink>.
      </p>
    </AccountCard>
  );
}
