import type { Metadata } from "next";
import { AccountCard } from "#components/account/account-card.tsx";
import { NewPasswordForm } from "#components/account/new-password-form.tsx";
import { requireUser } from "#lib/server/auth.ts";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function NewPasswordPage() {
  const { email } = await requireUser("/new-password");
  return (
    <AccountCard title="Choose a new password" lead="Other browsers that are signed in will be signed out.">
      <NewPasswordForm email={email} next="/photos" />
    </AccountCard>
  );
}
