import type { App } from "@supabase/lite";
import type { Mailbox } from "./mailbox.ts";

type LiteMailer = NonNullable<App["_mailer"]>;

interface Wording {
  /** As `verifyOtp` calls it. */
  readonly type: string;
  readonly subject: string;
  readonly ask: string;
}

const WORDINGS = {
  confirmation: {
    type: "signup",
    subject: "Confirm your e-mail address",
    ask: "Follow this link to confirm your address and open your account:",
  },
  recovery: { type: "recovery", subject: "Choose a new password", ask: "Follow this link to choose a new password:" },
  magicLink: { type: "magiclink", subject: "Your sign-in link", ask: "Follow this link to sign in:" },
  emailChange: {
    type: "email_change",
    subject: "Confirm your new e-mail address",
    ask: "Follow this link to use this address from now on:",
  },
} as const satisfies Record<string, Wording>;

/**
 * Writes the mails of Supabase Auth into the mailbox, in the form that a hosted project's templates must have too
 * (supabase/README.md): the link leads to our `/auth/confirm` with a token hash, so it works in any browser.
 * @param redirectTarget answers the address the current request wants to end at, or null.
 */
export function createMailer(mailbox: Mailbox, appUrl: string, redirectTarget: () => string | null): LiteMailer {
  const send = async ({ type, subject, ask }: Wording, to: string, tokenHash: string, code: string) => {
    const link = confirmLink(appUrl, type, tokenHash, redirectTarget());
    await mailbox.deliver({ to, subject, link, code, text: `${ask}\n\n${link}\n\nOr enter this code: ${code}` });
  };
  return {
    sendConfirmation: (to, hash, code) => send(WORDINGS.confirmation, to, hash, code),
    sendRecovery: (to, hash, code) => send(WORDINGS.recovery, to, hash, code),
    sendMagicLink: (to, hash, code) => send(WORDINGS.magicLink, to, hash, code),
    sendEmailChange: (to, hash, code) => send(WORDINGS.emailChange, to, hash, code),
    sendReauthentication: (to, code) =>
      mailbox.deliver({ to, subject: "Your code", link: null, code, text: `Enter this code to continue: ${code}` }),
  };
}

/** `next` is a path of our own, or absent: an address of another site never enters a mail. */
function confirmLink(appUrl: string, type: string, tokenHash: string, redirectTo: string | null): string {
  const link = new URL("/auth/confirm", appUrl);
  link.searchParams.set("token_hash", tokenHash);
  link.searchParams.set("type", type);
  const target = redirectTo && URL.canParse(redirectTo, appUrl) ? new URL(redirectTo, appUrl) : null;
  if (target?.origin === link.origin && target.pathname !== "/")
    link.searchParams.set("next", target.pathname + target.search);
  return link.href;
}
