import { createHash } from "node:crypto";
import type { z } from "zod";
import { find, invalid, missing, type StripeAccount, StripeRefusal } from "./account.ts";
import { decodeForm } from "./form.ts";
import { customerCreation, type Listing, listing, reading, refundCreation, sessionCreation } from "./parameters.ts";

/** What the SDK sends and gets. */
export interface ApiCall {
  readonly method: string;
  /** Below `/v1`. */
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly headers: Headers;
}
export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiOptions {
  readonly secretKey: string;
  /** Where events are sent, for the list of endpoints. */
  readonly endpoint: () => { url: string; enabled_events: readonly string[] } | null;
}

/** Stripe's HTTP API over an account: keys, idempotency, parameters, lists and expansion as its reference says. */
export function createStripeApi(account: StripeAccount, { secretKey, endpoint }: ApiOptions) {
  const answered = new Map<string, { print: string; answer: ApiAnswer }>();

  return (call: ApiCall): ApiAnswer => {
    try {
      if (call.headers.get("authorization") !== `Bearer ${secretKey}`)
        throw new StripeRefusal(401, { type: "invalid_request_error", message: "Invalid API Key provided" });
      if (call.method === "DELETE") return { status: 200, body: remove(call) };
      return call.method === "POST" ? once(call) : { status: 200, body: read(call) };
    } catch (error) {
      if (error instanceof StripeRefusal) return { status: error.status, body: { error: error.body } };
      throw error;
    }
  };

  /** The same key gets the first answer again; with other parameters it is an error. */
  function once(call: ApiCall): ApiAnswer {
    const key = call.headers.get("idempotency-key");
    if (key !== null && key.length > 255)
      throw new StripeRefusal(400, { type: "invalid_request_error", message: "Idempotency key is too long" });
    const print = createHash("sha256").update(`${call.path}\n${call.body}`).digest("hex");
    const before = key === null ? undefined : answered.get(key);
    if (before && before.print !== print)
      throw new StripeRefusal(400, {
        type: "idempotency_error",
        message: "Keys for idempotent requests can only be used with the same parameters they were first used with.",
      });
    if (before) return { ...before.answer, headers: { "idempotent-replayed": "true" } };
    const answer = { status: 200, body: structuredClone(write(call)) };
    if (key !== null) answered.set(key, { print, answer });
    return answer;
  }

  function write({ path, body }: ApiCall): object {
    const form = decodeForm(body);
    if (path === "/customers") return account.createCustomer(parse(customerCreation, form));
    const customer = /^\/customers\/([^/]+)$/.exec(path)?.[1];
    if (customer) return account.updateCustomer(customer, parse(customerCreation, form));
    if (path === "/checkout/sessions") return account.createSession(parse(sessionCreation, form));
    if (path === "/refunds") return account.refund(parse(refundCreation, form));
    const expiring = /^\/checkout\/sessions\/([^/]+)\/expire$/.exec(path);
    if (expiring) return account.expire(expiring[1] ?? "");
    throw unknownUrl("POST", path);
  }

  function remove({ path }: ApiCall): object {
    const customer = /^\/customers\/([^/]+)$/.exec(path)?.[1];
    if (!customer) throw unknownUrl("DELETE", path);
    return account.deleteCustomer(customer);
  }

  function read({ path, query }: ApiCall): object {
    const form = decodeForm(query);
    if (path === "/balance") return { object: "balance", livemode: false, available: [], pending: [] };
    if (path === "/webhook_endpoints") return listOf(endpointObjects(), parse(listing, form), path);
    const [, name = "", id, more] = /^\/([a-z_]+(?:\/sessions)?)(?:\/([^/]+))?(\/.*)?$/.exec(path) ?? [];
    const kind = KINDS[name];
    if (!kind || more) throw unknownUrl("GET", path);
    if (id === undefined) return listOf([...account[kind].values()], parse(listing, form), path, expanded);
    const { expand = [] } = parse(reading, form);
    return expanded(find<object>(account[kind], id, kind), expand);
  }

  function endpointObjects() {
    const told = endpoint();
    return told ? [{ id: "we_sandbox", object: "webhook_endpoint", status: "enabled", livemode: false, ...told }] : [];
  }

  /** `payment_intent.latest_charge`: each name along the way is an id that becomes its object. */
  function expanded(object: object, paths: readonly string[]): object {
    const copy: Record<string, unknown> = { ...object };
    for (const path of paths) {
      const [head = "", ...rest] = path.replace(/^data\./, "").split(".");
      const kind = EXPANDABLE[head];
      if (!kind) throw invalid("expand", `This property cannot be expanded (${path}).`);
      const value = copy[head];
      if (value === null || value === undefined) continue;
      const whole = typeof value === "string" ? find<object>(account[kind], value, kind) : (value as object);
      copy[head] = rest.length > 0 ? expanded(whole, [rest.join(".")]) : whole;
    }
    return copy;
  }
}

type Kind = "customers" | "prices" | "sessions" | "intents" | "charges" | "refunds" | "disputes";
const KINDS: Readonly<Record<string, Kind>> = {
  customers: "customers",
  prices: "prices",
  "checkout/sessions": "sessions",
  payment_intents: "intents",
  charges: "charges",
  refunds: "refunds",
  disputes: "disputes",
};
const EXPANDABLE: Readonly<Record<string, Kind>> = {
  customer: "customers",
  payment_intent: "intents",
  latest_charge: "charges",
  charge: "charges",
};

type Listed = { id: string; created?: number };

/** Newest first, a page at a time, as all of Stripe's lists. */
function listOf(
  all: readonly Listed[],
  asked: Listing,
  url: string,
  expand: (object: object, paths: readonly string[]) => object = (object) => object,
): object {
  const { gt, gte, lt, lte } = asked.created ?? {};
  const isAsked = (object: Listed) => {
    const { created = 0 } = object;
    const fields = object as unknown as Record<string, unknown>;
    const names = ["payment_intent", "charge", "customer", "status"] as const;
    return (
      created > (gt ?? -1) &&
      created >= (gte ?? 0) &&
      created < (lt ?? Number.POSITIVE_INFINITY) &&
      created <= (lte ?? Number.POSITIVE_INFINITY) &&
      names.every((name) => asked[name] === undefined || fields[name] === asked[name])
    );
  };
  const newest = all.toReversed().filter(isAsked);
  const start = asked.starting_after === undefined ? 0 : newest.findIndex(({ id }) => id === asked.starting_after) + 1;
  if (asked.starting_after !== undefined && start === 0)
    throw missing("object", asked.starting_after, "starting_after");
  const page = newest.slice(start, start + asked.limit);
  return {
    object: "list",
    url: `/v1${url}`,
    has_more: newest.length > start + asked.limit,
    data: page.map((object) => expand(object, asked.expand ?? [])),
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, form: object): z.output<Schema> {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    throw new StripeRefusal(400, {
      type: "invalid_request_error",
      code: "parameter_unknown",
      param: issue.keys[0] ?? param,
      message: `Received unknown parameter: ${issue.keys[0]}`,
    });
  }
  throw invalid(param, issue?.message ?? "invalid");
}

const unknownUrl = (method: string, path: string) =>
  new StripeRefusal(404, {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: /v1${path}).`,
  });
