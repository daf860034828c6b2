import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountSection } from "#components/account/account-section.tsx";
import { KeySection } from "#components/account/keys/key-section.tsx";
import { DeleteSection } from "#components/account/profile/delete-section.tsx";
import { EmailForm } from "#components/account/profile/email-form.tsx";
import { ExportButton } from "#components/account/profile/export-button.tsx";
import { PasswordForm } from "#components/account/profile/password-form.tsx";
import { ProfileFacts } from "#components/account/profile/profile-facts.tsx";
import { SessionSection } from "#components/account/profile/session-section.tsx";
import { pageSession, requireUser } from "#lib/server/auth.ts";
import { env } from "#lib/server/env.ts";
import { listSessions } from "#lib/server/sessions.ts";
import { type Account, getAccount } from "#lib/server/store/accounts.ts";
import { listApiKeys } from "#lib/server/store/api-keys.ts";
import { getProfile } from "#lib/server/store/profile.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile");
  return { title: t("title") };
}

/** All that is about the person, and not about their photos. */
export default async function AccountPage() {
  const user = await requireUser("/account");
  const t = await getTranslations();
  const [profile, account, keys, sessions] = await Promise.all([
    getProfile(user.id),
    getAccount(user.id),
    listApiKeys(user.id),
    listSessions(user.id, await pageSession()),
  ]);
  const { REPAINT_EMBEDDED, REPAINT_DEMO_EMAIL } = env();
  const email = profile?.email ?? user.email;
  // Everybody who can reach the server may use it, and nobody knows its password.
  const isDemo = REPAINT_EMBEDDED && email === REPAINT_DEMO_EMAIL;
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col gap-8 px-4 py-6 sm:px-6 sm:py-8">
      <h1 className="font-semibold text-2xl">{t("profile.title")}</h1>
      {profile && <ProfileFacts {...profile} />}
      {isDemo ? (
        <p className="rounded-medium border border-line bg-panel px-3 py-2.5">{t("profile.demo")}</p>
      ) : (
        <>
          <AccountSection
            title={t("profile.address.title")}
            lead={t(REPAINT_EMBEDDED ? "profile.address.lead" : "profile.address.leadBoth")}
          >
            <EmailForm localMailbox={REPAINT_EMBEDDED} />
          </AccountSection>
          <AccountSection title={t("profile.password.title")} lead={t("profile.password.lead")}>
            <PasswordForm email={email} />
          </AccountSection>
        </>
      )}
      <AccountSection title={t("profile.sessions.title")} lead={t("profile.sessions.lead")}>
        <SessionSection sessions={sessions} />
      </AccountSection>
      <AccountSection title={t("keys.title")} lead={t.rich("keys.lead", { description: describedApi })}>
        <KeySection keys={keys} />
      </AccountSection>
      <AccountSection title={t("profile.export.title")} lead={t("profile.export.lead")}>
        <ExportButton />
      </AccountSection>
      {!isDemo && (
        <AccountSection title={t("profile.delete.heading")} lead={t("profile.delete.lead")}>
          <DeleteSection stakes={{ email, ...stakesOf(account) }} isBlocked={account.isBlocked} />
        </AccountSection>
      )}
    </div>
  );
}

function stakesOf({ available, held, isFrozen, inDebt }: Account) {
  return { tokens: Math.max(0, available + held), open: isFrozen ? "frozen" : inDebt ? "inDebt" : null } as const;
}

/** Not a page: a link that loads one would take it for such. */
const describedApi = (words: ReactNode) => (
  <a
    href="/api/v1/openapi.json"
    className="font-medium text-accent-text underline underline-offset-4 hover:no-underline"
  >
    {words}
  </a>
);
