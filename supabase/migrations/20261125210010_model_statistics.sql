-- What providers metered, and what the attempts say about the models.

alter table private.edit_attempts
  -- In the provider's own words: {"input_tokens": 812, …}.
  add column usage jsonb check (jsonb_typeof(usage) = 'object');

-- Only what is counted, with all that is asked of it: the table itself need not be read.
create index edit_attempts_measured on private.edit_attempts (started_at)
  include (model, outcome, error_code, duration_millis)
  where outcome in ('succeeded', 'failed');

-- In place of the one without usage: a second one beside it would leave calls with six values undecided.
drop function private.finish_attempt(uuid, text, text, text, bigint, int);

-- finished | not_open. p_outcome: succeeded | failed | cancelled. p_duration_millis null: not measured.
create function private.finish_attempt(
  p_attempt uuid, p_outcome text, p_error_code text, p_request_id text, p_cost_micro_usd bigint, p_duration_millis int,
  p_usage jsonb default null
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.edit_attempts
  set outcome = p_outcome,
      error_code = p_error_code,
      request_id = p_request_id,
      cost_micro_usd = p_cost_micro_usd,
      duration_millis = p_duration_millis,
      usage = nullif(p_usage, 'null'::jsonb),
      finished_at = clock_timestamp()
  where id = p_attempt and outcome is null;
  return jsonb_build_object('outcome', case when found then 'finished' else 'not_open' end);
end
$$;

-- [{model, attempts, successes, median_millis (of successes; null without any)}] of models with at least p_least
-- attempts. p_blamed: error codes that count against a model; a description it refused, say, counts not at all.
create function private.model_statistics(p_days int, p_least int, p_blamed text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(m) order by m.model), '[]'::jsonb)
  from (
    select a.model,
      count(*) as attempts,
      count(*) filter (where a.outcome = 'succeeded') as successes,
      round(percentile_cont(0.5) within group (order by a.duration_millis)
        filter (where a.outcome = 'succeeded'))::int as median_millis
    from private.edit_attempts a
    where a.started_at > clock_timestamp() - make_interval(days => p_days)
      and (a.outcome = 'succeeded' or a.outcome = 'failed' and a.error_code = any(p_blamed))
    group by a.model
    having count(*) >= p_least
  ) m
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function private.finish_attempt, private.model_statistics to service_role;
