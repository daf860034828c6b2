import { OPERATION_NAMES, type Operation } from "#lib/domain/operation.ts";

/** What the database itself gives as a reason, as it is written there, and the key of its words. */
export const SERVER_REASONS = {
  "Account deleted": "accountDeleted",
  "Bought tokens": "bought",
  "By a command on the server": "byCommand",
  "Dispute won": "disputeWon",
  "Edit cancelled": "editCancelled",
  "Edit expired": "editExpired",
  "Edit failed": "editFailed",
  "Edit interrupted": "editInterrupted",
  "Image deleted": "imageDeleted",
  "Payment disputed": "disputed",
  "Refund failed": "refundFailed",
  Refunded: "refunded",
  "Sign-up tokens": "signUp",
  "Tokens expired": "tokensExpired",
} as const;

export interface Given {
  readonly actor: string;
  readonly reason: string;
}

type Known = `adminAccounts.serverReasons.${(typeof SERVER_REASONS)[keyof typeof SERVER_REASONS]}` | OperationLabel;
type OperationLabel = `operations.${Operation}.label`;

/** The key of the words for a reason that the server gave; null for what somebody wrote. */
export function keyOfReason({ actor, reason }: Given): Known | null {
  if (actor.startsWith("admin:")) return null;
  // An edit's reason is its operation, such as `Replace-Background`.
  const operation = OPERATION_NAMES.find((name) => name === reason.toLowerCase());
  if (operation) return `operations.${operation}.label`;
  const name = Object.hasOwn(SERVER_REASONS, reason) ? SERVER_REASONS[reason as keyof typeof SERVER_REASONS] : null;
  return name && `adminAccounts.serverReasons.${name}`;
}
