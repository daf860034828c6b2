import { createHash } from "node:crypto";
import pg from "pg";

/** One like all others: the 77th. */
export const LIGHT_ACCOUNT = createHash("md5").update("account77").digest("hex");

/** Has far more of everything than anybody else. */
export const HEAVY_ACCOUNT = "ffffffff-0000-4000-8000-000000000001";

const ACCOUNTS = 100_000;

/**
 * 100,000 accounts with what belongs to them, written past triggers and foreign keys: only their number and their order
 * matter here.
 *
 * @param entriesEach Of every account.
 */
export async function fillForScale(url: string, entriesEach = 3): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const statement of statements(entriesEach)) await client.query(statement);
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

/** The n-th account; ids are as good as random. */
const ID = "md5('account' || n)::uuid";
const TIME = "timestamptz '2026-01-01 00:00Z' + n * interval '4 minutes'";

const statements = (entriesEach: number): string[] => [
  `insert into private.token_accounts (user_id, available, in_debt, version, created_at, blocked_at, is_frozen)
   select ${ID}, case when n % 400 = 1 then -5 else 50 end, n % 400 = 1, ${entriesEach}, ${TIME},
     case when n % 500 = 2 then now() end, n % 900 = 3
   from generate_series(1, ${ACCOUNTS}) n`,
  `insert into private.account_addresses (user_id, email)
   select ${ID}, 'person' || n || '@host' || n % 50 || '.test' from generate_series(1, ${ACCOUNTS}) n`,
  `insert into private.token_entries
     (user_id, version, kind, delta, held_delta, available_after, held_after, reason, actor, created_at)
   select ${ID}, v, 'grant', 10, 0, 10 * v, 0, 'Given', 'system', ${TIME} + v * interval '1 hour'
   from generate_series(1, ${ACCOUNTS}) n, generate_series(1, ${entriesEach}) v`,
  `insert into private.purchases
     (id, user_id, pack_id, tokens, price_minor, currency, is_live, status, created_at, stripe_payment_intent_id,
      paid_at, charged_minor, charged_currency)
   select md5('purchase' || n)::uuid, ${ID}, 'small', 100, 500, 'usd', false,
     case when n % 500 = 0 then 'refunded' when n % 10 = 0 then 'expired' else 'paid' end, ${TIME}, 'pi_' || n,
     now(), 500, 'usd'
   from generate_series(1, ${ACCOUNTS}) n`,
  `insert into private.open_holds (user_id, edit_id, amount, expires_at, created_at)
   select ${ID}, md5('edit' || n)::uuid, 1, now() + interval '1 hour', ${TIME}
   from generate_series(${ACCOUNTS} - 2999, ${ACCOUNTS}) n`,
  `insert into public.edits
     (id, user_id, image_id, operation, model, status, tokens_quoted, outside_pixels_changed, created_at, finished_at)
   select md5('edit' || n)::uuid, ${ID}, md5('image' || n)::uuid, 'erase', 'local/migan',
     case when n > ${ACCOUNTS} - 3000 then 'queued' else 'succeeded' end, 1, 0, ${TIME},
     case when n <= ${ACCOUNTS} - 3000 then now() end
   from generate_series(1, ${ACCOUNTS}) n`,
  `insert into public.images (id, user_id, name, format, bytes, created_at)
   select md5('image' || n)::uuid, ${ID}, 'photo', 'jpeg', 1, ${TIME} from generate_series(1, ${ACCOUNTS}) n`,
  `insert into private.admin_actions (actor, action, user_id, reason, details, created_at)
   select 'admin:' || n % 20, 'adjust', ${ID}, 'Correction', '{"tokens": 1}', ${TIME}
   from generate_series(1, 20000) n`,
  // One who has far more than anybody else.
  `insert into private.token_accounts (user_id, available, version, created_at)
   values ('${HEAVY_ACCOUNT}', 10, 50000, '2026-03-01 00:00Z')`,
  `insert into private.account_addresses values ('${HEAVY_ACCOUNT}', 'heavy@host.test')`,
  `insert into private.token_entries
     (user_id, version, kind, delta, held_delta, available_after, held_after, reason, actor, created_at)
   select '${HEAVY_ACCOUNT}', n, 'grant', 1, 0, n, 0, 'Given', 'system', ${TIME} from generate_series(1, 50000) n`,
  `insert into public.edits
     (user_id, image_id, operation, model, status, tokens_quoted, outside_pixels_changed, created_at, finished_at)
   select '${HEAVY_ACCOUNT}', md5('image' || n)::uuid, 'erase', 'local/migan', 'succeeded', 1, 0, ${TIME}, now()
   from generate_series(1, 20000) n`,
  `insert into private.purchases
     (id, user_id, pack_id, tokens, price_minor, currency, is_live, status, created_at, stripe_session_id)
   select md5('order' || n)::uuid, '${HEAVY_ACCOUNT}', 'small', 100, 500, 'usd', false, 'pending', ${TIME}, 'cs_' || n
   from generate_series(1, 20000) n`,
  `insert into public.images
     (user_id, name, format, bytes, state, width, height, has_alpha, bit_depth, colour_model, tile_size, tile_levels,
      created_at)
   select '${HEAVY_ACCOUNT}', 'photo', 'jpeg', 1, 'ready', 10, 10, false, 8, 'rgb', 512, 1, ${TIME}
   from generate_series(1, 20000) n`,
  `insert into private.edit_ends (edit_id, user_id, ended_at, status, model, tokens)
   select md5('edit' || n)::uuid, ${ID}, ${TIME}, 'succeeded', 'local/migan', 1 from generate_series(1, ${ACCOUNTS}) n`,
  `insert into private.signup_grants (address_hash, user_id, created_at)
   select encode(sha256(('person' || n)::bytea), 'hex'), ${ID}, ${TIME} from generate_series(1, ${ACCOUNTS}) n`,
];
