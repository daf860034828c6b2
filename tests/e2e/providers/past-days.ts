import { Client } from "pg";
import { withEmbeddedDatabase } from "#supabase/embedded/reach-database.ts";

/**
 * Four weeks of business before today, with days on which little and much was done, as the overview counts them: ends of
 * edits, what providers cost, sales, whom limits turned away, and a job that failed for good. No account and no photo is made up.
 */
export const fillPastDays = (dataDir: string): Promise<void> =>
  withEmbeddedDatabase(dataDir, async (databaseUrl) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      for (const statement of STATEMENTS) await client.query(statement);
    } finally {
      await client.end();
    }
  });

const DAYS = "generate_series(1, 28) d";
const DAY = "private.today() - d";
/** From 4 to 40 in no order, the same on every run. */
const MANY = "(4 + (d * 17) % 37)";

const STATEMENTS = [
  `insert into private.edit_ends (edit_id, user_id, ended_at, status, model, tokens, wait_millis, run_millis)
   select md5('past edit' || d || '-' || n)::uuid, md5('past person' || (d * 3 + n) % 23)::uuid,
     private.day_start(${DAY}) + n * interval '20 minutes',
     case when n % 9 = 4 then 'failed' when n % 14 = 6 then 'cancelled' else 'succeeded' end,
     (array['recraft/erase', 'openai/gpt-image-2', 'stability/erase', 'local/migan'])[1 + n % 4],
     case when n % 9 = 4 or n % 14 = 6 then 0 else 3 + n % 6 end, 200 + (n * 97) % 1900, 2500 + (n * 1371 + d * 311) % 14000
   from ${DAYS}, generate_series(1, ${MANY}) n`,
  `insert into private.provider_spend (day, provider, micro_usd)
   select ${DAY}, provider, ${MANY} * micro_usd
   from ${DAYS}, (values ('recraft', 8000), ('openai', 21000), ('stability', 15000)) p (provider, micro_usd)
   on conflict do nothing`,
  `select private.refresh_day(${DAY}) from ${DAYS}`,
  `insert into private.daily_sales (day, currency, is_live, purchases, tokens, charged_minor, returned_minor)
   select ${DAY}, 'usd', false, 1 + d % 4, 500 * (1 + d % 4), 1999 * (1 + d % 4), case when d % 9 = 2 then 1999 else 0 end
   from ${DAYS} where d % 3 < 2 on conflict do nothing`,
  "select private.refresh_figures()",
  `insert into private.rate_limit_hits (hour, policy, hits)
   select date_trunc('hour', now()) - n * interval '1 hour', policy, 3 + n * 5
   from generate_series(1, 6) n, (values ('edit-account'), ('account-address')) p (policy) on conflict do nothing`,
  `insert into private.rate_limit_offenders (hour, policy, key, hits, last_at)
   select date_trunc('hour', now()) - n * interval '1 hour', 'account-address', '203.0.113.' || n, 40 - n * 5, now() - n * interval '1 hour'
   from generate_series(1, 4) n on conflict do nothing`,
  `select graphile_worker.add_job(
     'remove_files', '{"prefix": "nobody/nothing"}', job_key => 'remove:nobody', run_at => now() + interval '1 day')`,
  `update graphile_worker._private_jobs
   set attempts = max_attempts, last_error = 'storage answered 503 Service Unavailable' where key = 'remove:nobody'`,
];
