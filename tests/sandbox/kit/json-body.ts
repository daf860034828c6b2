import { checkValue, type FieldRule } from "./form.ts";
import { Refusal } from "./standin.ts";

/** A field of a JSON body as a service's documentation tells it. */
export type JsonRule =
  | Exclude<FieldRule, { type: "file" }>
  | { readonly type: "flag"; readonly required?: boolean }
  /** A picture in base64. */
  | { readonly type: "picture"; readonly required?: boolean }
  /** A list of such pictures, at least one. */
  | { readonly type: "pictures"; readonly required?: boolean };

export type JsonRules = Readonly<Record<string, JsonRule>>;
export type JsonBody = Readonly<Record<string, unknown>>;

/** The service's answer to a body it refuses. @param field null where the whole body is at fault. */
export type RefuseField = (reason: string, field: string | null) => Response;

/** A body that says it is JSON, as an object. */
export async function readJson(request: Request, refuse: RefuseField): Promise<JsonBody> {
  if (request.headers.get("content-type") !== "application/json") throw new Refusal(refuse("not JSON", null));
  return (await request.json()) as JsonBody;
}

/**
 * Holds a body against the documentation: a field that it does not name, a value outside its rule or a missing one is
 * refused with what `refuse` makes of the reason.
 */
export function checkFields(body: JsonBody, rules: JsonRules, refuse: RefuseField): void {
  for (const [name, value] of Object.entries(body)) {
    const fail = (reason: string): never => {
      throw new Refusal(refuse(reason, name));
    };
    checkField(name, value, rules[name] ?? fail(`unknown field ${name}`), fail);
  }
  for (const [name, { required }] of Object.entries(rules)) {
    if (required && body[name] === undefined) throw new Refusal(refuse(`${name} is required`, name));
  }
}

function checkField(name: string, value: unknown, rule: JsonRule, fail: (reason: string) => never): void {
  switch (rule.type) {
    case "flag":
      if (typeof value !== "boolean") fail(`${name} must be a boolean`);
      return;
    case "picture":
      if (!isBase64(value)) fail(`${name} must be base64`);
      return;
    case "pictures":
      if (!Array.isArray(value) || value.length === 0 || !value.every(isBase64))
        fail(`${name} must be a list of base64`);
      return;
    default:
      checkValue(name, value, rule, fail);
  }
}

const isBase64 = (value: unknown): boolean => typeof value === "string" && /^[A-Za-z0-9+/]+=*$/.test(value);
