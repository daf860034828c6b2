import "server-only";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { RepaintError } from "#lib/domain/error.ts";
import { database } from "../database.ts";
import { env } from "../env.ts";
import { log } from "../log.ts";
import { noteHit } from "./hits.ts";
import { POLICIES, type PolicyName, type Rate } from "./policies.ts";

/** Who asks. */
export interface Caller {
  /** Null where nobody is signed in. */
  readonly accountId: string | null;
  /** Null where somebody is signed in, or nobody. */
  readonly keyId?: string | null;
  /** Null where it is not known. */
  readonly address: string | null;
}

/** The window that is nearest to its end, for the headers of the answer. */
export interface Allowance {
  readonly policy: string;
  readonly rate: Rate;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/**
 * Counts a request against the limits of its class, for all app processes together.
 *
 * @returns the tightest allowance, or null where nothing was counted.
 * @throws RepaintError `rate_limited` with when to come again; `unavailable` where nothing could be counted and the
 * class costs money.
 */
export async function countRequest(name: PolicyName, caller: Caller): Promise<Allowance | null> {
  return inEachWindow(name, caller, consume);
}

/**
 * Tells whether `countRequest` would let a request through, and counts nothing.
 *
 * @throws as `countRequest` would
 */
export async function checkLimit(name: PolicyName, caller: Caller): Promise<void> {
  await inEachWindow(name, caller, lookAhead);
}

async function inEachWindow(
  name: PolicyName,
  { accountId, keyId = null, address }: Caller,
  ask: (policy: string, key: string, rate: Rate) => Promise<Allowance>,
): Promise<Allowance | null> {
  const { perAccount, perKey, perAddress, isClosedOnFailure } = POLICIES[name];
  const windows = [
    accountId !== null && perAccount ? { scope: "account", key: accountId, rate: perAccount } : null,
    keyId !== null && perKey ? { scope: "key", key: keyId, rate: perKey } : null,
    address !== null && perAddress ? { scope: "address", key: address, rate: perAddress } : null,
  ].filter((window) => window !== null);
  try {
    const allowances = await Promise.all(
      windows.map(({ scope, key, rate }) => ask(`${name}-${scope}`, key, widened(rate))),
    );
    return allowances.sort((a, b) => a.remaining / a.rate.points - b.remaining / b.rate.points)[0] ?? null;
  } catch (error) {
    if (error instanceof RepaintError) throw error;
    log.warn({ policy: name, err: error }, "requests cannot be counted");
    if (isClosedOnFailure) throw new RepaintError("unavailable", { detail: "rate limits", cause: error });
    return null;
  }
}

async function consume(policy: string, key: string, rate: Rate): Promise<Allowance> {
  const limiter = limiterOf(policy, rate);
  const result = await limiter.consume(key).catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  });
  // A window that ends later than any can was opened by a clock that has been put back since: it is begun anew.
  const counted = result.msBeforeNext > rate.seconds * 1000 + 1 ? await beginAnew(limiter, key, rate) : result;
  const resetSeconds = secondsLeft(counted);
  if (counted.consumedPoints > rate.points) {
    log.info({ policy, key }, "rate limit hit");
    noteHit(policy, key);
    throw new RepaintError("rate_limited", { retryAfterSeconds: resetSeconds, detail: policy });
  }
  return { policy, rate, remaining: counted.remainingPoints, resetSeconds };
}

async function lookAhead(policy: string, key: string, rate: Rate): Promise<Allowance> {
  const counted = await limiterOf(policy, rate).get(key);
  if (!counted) return { policy, rate, remaining: rate.points, resetSeconds: rate.seconds };
  const resetSeconds = secondsLeft(counted);
  // A window that ends later than any can is begun anew by the request itself.
  if (counted.consumedPoints >= rate.points && resetSeconds <= rate.seconds + 1) {
    throw new RepaintError("rate_limited", { retryAfterSeconds: resetSeconds, detail: policy });
  }
  return { policy, rate, remaining: counted.remainingPoints, resetSeconds };
}

const secondsLeft = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));

const beginAnew = (limiter: RateLimiterPostgres, key: string, { seconds }: Rate) => limiter.set(key, 1, seconds);

const limiters = new Map<string, RateLimiterPostgres>();

function limiterOf(policy: string, { points, seconds }: Rate): RateLimiterPostgres {
  const known = limiters.get(policy);
  if (known && known.points === points) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: database(),
    storeType: "pool",
    schemaName: "private",
    tableName: "rate_limits",
    tableCreated: true,
    // The worker forgets what has ended.
    clearExpiredByTimeout: false,
    keyPrefix: policy,
    points,
    duration: seconds,
  });
  limiters.set(policy, limiter);
  return limiter;
}

const widened = ({ points, seconds }: Rate): Rate => ({
  points: Math.max(1, Math.round(points * env().RATE_LIMIT_FACTOR)),
  seconds,
});
