import type { Session } from "./objects.ts";

/** What stands in for Stripe's hosted page: plain, and clear about being none. */
export function payPage(session: Session): string {
  const amount = new Intl.NumberFormat("en", { style: "currency", currency: session.currency ?? "usd" }).format(
    (session.amount_total ?? 0) / 100,
  );
  const choices =
    session.status === "open"
      ? [
          ["pay", `Pay ${amount}`],
          ["transfer", "Pay by bank transfer"],
          ["decline", "Try a card that is declined"],
        ]
      : [];
  return page(
    "Test payment",
    `<p>No money moves here: this page of the sandbox stands in for Stripe Checkout.</p>
<h2>${escaped(session.line)}</h2><p><strong>${amount}</strong></p>
${session.status === "open" ? "" : `<p>This payment is ${session.status}.</p>`}
<form method="post">${choices.map(([name, label]) => `<button name="choice" value="${name}">${label}</button>`).join("\n")}
${session.cancel_url ? `<a href="${escaped(session.cancel_url)}">Back to the shop</a>` : ""}</form>`,
  );
}

export const declinedPage = (session: Session): string =>
  payPage(session).replace("<form", `<p role="alert">Your card was declined.</p><form`);

export const receiptPage = (chargeId: string): string =>
  page("Receipt", `<p>Receipt of the test payment ${escaped(chargeId)}.</p>`);

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
form{display:grid;gap:.75rem}button{font:inherit;padding:.75rem;border:1px solid #777;border-radius:.5rem;background:#f4f4f4}
button:first-child{background:#1a1a1a;color:#fff}</style></head><body><h1>${title}</h1>${body}</body></html>`;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
