/** What is lost with an account. */
export interface Stakes {
  readonly email: string;
  /** Available and set aside. */
  readonly tokens: number;
  /** What goes on without the account, where something does. */
  readonly open: "inDebt" | "frozen" | null;
}
