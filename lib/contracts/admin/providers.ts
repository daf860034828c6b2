import * as z from "zod/mini";
import { timestamp } from "../common.ts";
import { notice } from "../notice.ts";
import { reason } from "./reason.ts";

/** How a provider does on this server. Money is in millionths of a US dollar, days and months are the last ones (UTC). */
export const providerState = z.object({
  id: z.string(),
  name: z.string(),
  /** Null where it is set up; else what is missing. */
  missing: z.nullable(notice),
  /** False while an operator has switched it off. */
  isOn: z.boolean(),
  /** Today's cap is reached: nothing is sent before then. */
  cappedUntil: z.nullable(timestamp),
  /** Of the provider or of a model: the code that took it out, and when it is tried again. */
  outages: z.array(z.object({ subject: z.string(), code: z.string(), until: timestamp })),
  /** Calls now, and at most; null where it needs no gate. */
  running: z.int(),
  waiting: z.int(),
  maxConcurrent: z.nullable(z.int()),
  spend: z.object({ today: z.int(), days30: z.int(), cap: z.nullable(z.int()) }),
  /** In 30 days: edits that succeeded, and what they were charged. */
  earned: z.object({ edits: z.int(), tokens: z.int() }),
  /** In 24 hours. Failures are those that are the provider's or its account's. */
  calls: z.object({
    count: z.int(),
    failures: z.int(),
    lastErrorCode: z.nullable(z.string()),
    lastErrorAt: z.nullable(timestamp),
  }),
});
export type ProviderState = z.infer<typeof providerState>;
export const providerList = z.object({ providers: z.array(providerState) });

export const providerParams = z.object({ name: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)) });
export const providerSwitch = z.strictObject({ isOn: z.boolean(), reason });
export const switchAnswer = z.object({ outcome: z.enum(["switched", "unchanged"]) });
export const retryAnswer = z.object({ outcome: z.enum(["retried", "unchanged"]) });
