import type { Metadata } from "next";
import { AccountCard } from "#components/account/account-card.tsx";
import { ResetForm } from "#components/account/reset-form.tsx";
import { TextLink } from "#components/account/text-link.tsx";
import { env } from "#lib/server/env.ts";

export const metadata: Metadata = { title: "Reset the password" };

export default function ResetPage() {
  return (
    <AccountCard
      title="Reset the password"
      lead="We send you a link to choose a new one."
      footer={
        <p>
          Remembered it? <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      }
    >
      <ResetForm localMailbox={env().REPAINT_EMBEDDED} />
    </AccountCard>
  );
}
