import { HEAVY_ACCOUNT } from "./scale-data.ts";

export type Row = Readonly<Record<string, unknown>>;

/** Each list of the administration, of an account and of the sweeps: how its first page is asked for, and one deep in it from a row that is there. */
export const LISTS: ReadonlyArray<{
  readonly name: string;
  readonly call: string;
  readonly first: readonly unknown[];
  /** Chooses the row after which the deep page begins. */
  readonly place: string;
  readonly deep: (row: Row) => readonly unknown[];
}> = [
  {
    name: "accounts, newest first",
    call: "list_accounts($1, $2, $3, 51)",
    first: [null, null, null],
    place: "select created_at::text, user_id from private.token_accounts order by created_at limit 1 offset 500",
    deep: ({ created_at, user_id }) => [null, created_at, user_id],
  },
  ...(["blocked", "frozen", "in_debt"] as const).map((state) => ({
    name: `accounts that are ${state}`,
    call: "list_accounts($1, $2, $3, 51)",
    first: [state, null, null],
    place: `select created_at::text, user_id from private.token_accounts
            where ${state === "blocked" ? "blocked_at is not null" : state === "frozen" ? "is_frozen" : "in_debt"}
            order by created_at limit 1 offset 60`,
    deep: ({ created_at, user_id }: Row) => [state, created_at, user_id],
  })),
  {
    name: "accounts by the start of their address",
    call: "search_accounts($1, null, $2, $3, 51)",
    first: ["person", null, null],
    place: "select email, user_id from private.account_addresses order by email desc limit 1 offset 500",
    deep: ({ email, user_id }) => ["person", email, user_id],
  },
  {
    name: "entries of an account with very many",
    call: "list_entries_in_full($1, $2, 51)",
    first: [HEAVY_ACCOUNT, null],
    place: "select 200 as version",
    deep: ({ version }) => [HEAVY_ACCOUNT, version],
  },
  {
    name: "entries of an account with very many, as its owner reads them",
    call: "list_entries($1, $2, 51)",
    first: [HEAVY_ACCOUNT, null],
    place: "select 200 as version",
    deep: ({ version }) => [HEAVY_ACCOUNT, version],
  },
  {
    name: "what an account with very many entries spent",
    call: "list_token_changes($1, $2, 51)",
    first: [HEAVY_ACCOUNT, null],
    place: "select 200 as version",
    deep: ({ version }) => [HEAVY_ACCOUNT, version],
  },
  {
    name: "purchases",
    call: "list_all_purchases(null, null, $1, $2, 51)",
    first: [null, null],
    place: "select created_at::text, id from private.purchases order by created_at limit 1 offset 500",
    deep: ({ created_at, id }) => [created_at, id],
  },
  {
    name: "purchases of a frequent status",
    call: "list_all_purchases('paid', null, $1, $2, 51)",
    first: [null, null],
    place:
      "select created_at::text, id from private.purchases where status = 'paid' order by created_at limit 1 offset 500",
    deep: ({ created_at, id }) => [created_at, id],
  },
  {
    name: "purchases of a rare status",
    call: "list_all_purchases('refunded', null, $1, $2, 51)",
    first: [null, null],
    place:
      "select created_at::text, id from private.purchases where status = 'refunded' order by created_at limit 1 offset 60",
    deep: ({ created_at, id }) => [created_at, id],
  },
  {
    name: "purchases of an account with very many",
    call: "list_purchases($1, $2, $3, 51)",
    first: [HEAVY_ACCOUNT, null, null],
    place: `select created_at::text, id from private.purchases where user_id = '${HEAVY_ACCOUNT}'
            order by created_at limit 1 offset 500`,
    deep: ({ created_at, id }) => [HEAVY_ACCOUNT, created_at, id],
  },
  {
    name: "purchases that wait for their payment",
    call: "list_pending_purchases(900, $1, $2, 51)",
    first: [null, null],
    place: `select created_at::text, id from private.purchases where status = 'pending'
            order by created_at desc limit 1 offset 500`,
    deep: ({ created_at, id }) => [created_at, id],
  },
  {
    name: "photos of an account with very many",
    call: "list_images($1, $2, $3, 51)",
    first: [HEAVY_ACCOUNT, null, null],
    place: `select created_at::text, id from public.images where user_id = '${HEAVY_ACCOUNT}'
            order by created_at limit 1 offset 500`,
    deep: ({ created_at, id }) => [HEAVY_ACCOUNT, created_at, id],
  },
  {
    name: "held tokens",
    call: "list_open_holds(600, $1, $2, 51)",
    first: [null, null],
    place: "select created_at::text, edit_id as id from private.open_holds order by created_at desc limit 1 offset 500",
    deep: ({ created_at, id }) => [created_at, id],
  },
  {
    name: "the book of actions",
    call: "list_admin_actions(null, $1, 51)",
    first: [null],
    place: "select 200 as id",
    deep: ({ id }) => [id],
  },
  {
    name: "the file of entries",
    call: "export_entries('-infinity', 'infinity', $1, $2, 1000)",
    first: [null, null],
    place: "select created_at::text, id from private.token_entries order by created_at desc limit 1 offset 2000",
    deep: ({ created_at, id }) => [created_at, id],
  },
  {
    name: "the file of purchases",
    call: "export_purchases('-infinity', 'infinity', $1, $2, 1000)",
    first: [null, null],
    place: "select created_at::text, id from private.purchases order by created_at desc limit 1 offset 2000",
    deep: ({ created_at, id }) => [created_at, id],
  },
];
