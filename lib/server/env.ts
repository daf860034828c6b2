import "server-only";
import { z } from "zod";
import { PRESET_NAMES } from "#lib/providers/compatible/presets.ts";
import { PROVIDER_NAMES, type ProviderName } from "#lib/providers/settings.ts";

/** A variable that is missing or wrong; the message names it and says what it should be. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .or(z.number())
    .describe(`a whole number from ${least} to ${most}`);
const httpUrl = z.url({ protocol: /^https?$/ }).describe("an http or https address");
const origin = httpUrl.transform((url) => new URL(url).origin).describe("an http or https address without a path");
const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/ })
  .describe("an address such as postgresql://user:password@host:5432/postgres");
const text = z.string().describe("a text");
const stripePrice = z.string().startsWith("price_").describe("the id of a Stripe Price, price_…");
const flag = z
  .enum(["1", "true", "0", "false"])
  .transform((value) => value === "1" || value === "true")
  .or(z.boolean())
  .describe("1 or 0");

type ProviderVariable = `${ProviderName}_API_KEY` | `${ProviderName}_BASE_URL`;
const providerVariables = Object.fromEntries(
  PROVIDER_NAMES.flatMap((name) => [
    [`${name}_API_KEY`, text.optional()],
    [`${name}_BASE_URL`, httpUrl.optional()],
  ]),
) as Record<ProviderVariable, z.ZodOptional<z.ZodType<string>>>;

/** What an operator may set; `.env.example` tells each in words. */
const operatorVariables = {
  PORT: whole(1, 65_535).default(3000),
  APP_URL: origin.optional(),
  REPAINT_DATA_DIR: text.default(".data"),
  SUPABASE_URL: httpUrl.optional(),
  SUPABASE_PUBLISHABLE_KEY: text.optional(),
  SUPABASE_SECRET_KEY: text.optional(),
  DATABASE_URL: postgresUrl.optional(),
  SIGNUP_TOKENS: whole(0, 1_000_000_000).default(50),
  LOCAL_EDIT_TOKENS: whole(0, 1_000_000).default(1),
  LOCAL_MODEL_PATH: text.optional(),
  PREPARE_SELECTIONS: flag.default(true),
  TRUSTED_PROXY_HOPS: whole(0, 5).default(0),
  RATE_LIMIT_FACTOR: z.coerce.number().positive().max(1_000_000).describe("a number above 0").default(1),
  CAPTCHA_PROVIDER: z.enum(["turnstile", "hcaptcha"]).describe("turnstile or hcaptcha").optional(),
  CAPTCHA_SITE_KEY: text.optional(),
  CAPTCHA_SECRET: text.optional(),
  CAPTCHA_BASE_URL: httpUrl.optional(),
  SHOW_TOKEN_PURCHASE: flag.default(false),
  STRIPE_SECRET_KEY: text.optional(),
  STRIPE_WEBHOOK_SECRET: text.optional(),
  STRIPE_API_BASE: httpUrl.optional(),
  STRIPE_PRICE_SMALL: stripePrice.optional(),
  STRIPE_PRICE_MEDIUM: stripePrice.optional(),
  STRIPE_PRICE_LARGE: stripePrice.optional(),
  ...providerVariables,
  OPENAI_IMAGE_MODEL: z
    .string()
    .regex(/^[a-z0-9._-]+$/)
    .describe("the name of a model")
    .optional(),
  COMPATIBLE_PRESET: z
    .enum(PRESET_NAMES)
    .describe(`one of ${PRESET_NAMES.join(", ")}`)
    .optional(),
  COMPATIBLE_MODEL: text.optional(),
  COMPATIBLE_PATH: text.optional(),
  COMPATIBLE_MASK_FIELD: text.optional(),
  COMPATIBLE_MASK_POLARITY: z
    .enum(["white-repaints", "transparent-repaints"])
    .describe("white-repaints or transparent-repaints")
    .optional(),
  COMFYUI_WORKFLOW: text.optional(),
};

/** What the launcher sets for the app and the worker when it runs the embedded stack. */
const embeddedVariables = {
  REPAINT_EMBEDDED: flag.default(false),
  REPAINT_DEMO_EMAIL: text.optional(),
  REPAINT_DEMO_PASSWORD: text.optional(),
  REPAINT_MAILBOX_URL: httpUrl.optional(),
};

const launchSchema = z.object({ ...operatorVariables, ...embeddedVariables });
const NEEDED = ["SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY", "DATABASE_URL"] as const;

/** As Supabase's own guides name them. Our names win where both are set. */
const ALIASES: Readonly<Record<string, string>> = {
  SUPABASE_URL: "NEXT_PUBLIC_SUPABASE_URL",
  SUPABASE_PUBLISHABLE_KEY: "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY",
};

/** Names an operator may set, in the order in which `.env.example` lists them. */
export const OPERATOR_VARIABLES = Object.keys(operatorVariables);

/** The configuration as the launcher needs it: the four variables of a Supabase project may all be absent. */
export type LaunchEnvironment = Omit<z.output<typeof launchSchema>, "APP_URL"> & { readonly APP_URL: string };
/** The configuration as app and worker need it. */
export type Environment = LaunchEnvironment & Readonly<Record<(typeof NEEDED)[number], string>>;

let parsed: Environment | undefined;

/**
 * The configuration, parsed once, on first use: a build needs none of it.
 * @throws EnvironmentError
 */
export function env(): Environment {
  parsed ??= parseEnvironment(process.env);
  return parsed;
}

/** @throws EnvironmentError */
export function parseEnvironment(source: NodeJS.ProcessEnv): Environment {
  return requireProject(parseLaunchEnvironment(source));
}

/** @throws EnvironmentError naming the first of the four variables of a Supabase project that is absent. */
export function requireProject(values: LaunchEnvironment): Environment {
  const missing = NEEDED.find((name) => values[name] === undefined);
  if (missing) {
    throw new EnvironmentError(
      `${missing} is not set. Start Repaint with "npm start", which sets it, or see .env.example for using a Supabase project.`,
    );
  }
  return values as Environment;
}

/** @throws EnvironmentError */
export function parseLaunchEnvironment(source: NodeJS.ProcessEnv): LaunchEnvironment {
  const given = Object.fromEntries(
    Object.keys(launchSchema.shape).map((name) => [
      name,
      present(source[name]) ?? present(source[ALIASES[name] ?? ""]),
    ]),
  );
  const result = launchSchema.safeParse(given);
  if (!result.success) throw new EnvironmentError(explain(String(result.error.issues[0]?.path[0])));
  requireWholeCaptcha(result.data);
  const { APP_URL, ...values } = result.data;
  return { ...values, APP_URL: APP_URL ?? `http://localhost:${values.PORT}` };
}

/** Half of it would look like protection, and be none. */
function requireWholeCaptcha(values: z.output<typeof launchSchema>): void {
  const names = ["CAPTCHA_PROVIDER", "CAPTCHA_SITE_KEY", "CAPTCHA_SECRET"] as const;
  const [missing] = names.filter((name) => values[name] === undefined);
  if (!missing || names.every((name) => values[name] === undefined)) return;
  throw new EnvironmentError(`${missing} is not set. ${names.join(", ")} are set together, or none of them.`);
}

/** Empty counts as absent: `.env` files and compose files leave names with nothing behind them. */
function present(value: string | undefined): string | undefined {
  return value?.trim() || undefined;
}

/** Never quotes the value: it may be a key. */
function explain(name: string): string {
  const schema = launchSchema.shape[name as keyof typeof launchSchema.shape] as z.ZodType;
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
  return `${name} is not valid: it must be ${inner.description ?? "a text"}.`;
}
