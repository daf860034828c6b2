import { Refusal } from "./standin.ts";

/** A field as a service's documentation tells it. Text as it comes; numbers and choices are checked. */
export type FieldRule =
  | { readonly type: "file"; readonly required?: boolean; readonly many?: number }
  | { readonly type: "text"; readonly required?: boolean; readonly max?: number; readonly min?: number }
  | {
      readonly type: "number";
      readonly required?: boolean;
      readonly min: number;
      readonly max: number;
      readonly integer?: boolean;
    }
  | { readonly type: "choice"; readonly required?: boolean; readonly values: readonly string[] };

export interface Fields {
  readonly files: Readonly<Record<string, readonly Uint8Array[]>>;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * Reads a multipart body by the documentation: a field that it does not name, a value outside its rule or a missing
 * one is refused with what `refuse` makes of the reason. `image[]` counts as `image`.
 */
export async function readForm(
  request: Request,
  rules: Readonly<Record<string, FieldRule>>,
  refuse: (reason: string) => Response,
): Promise<Fields> {
  const fail = (reason: string): never => {
    throw new Refusal(refuse(reason));
  };
  if (!request.headers.get("content-type")?.startsWith("multipart/form-data; boundary="))
    fail("not multipart/form-data");
  const form = await request.formData();
  const files: Record<string, Uint8Array[]> = {};
  const values: Record<string, string | number> = {};
  for (const [rawName, value] of form) {
    const name = rawName.replace(/\[\]$/, "");
    const rule = rules[name] ?? fail(`unknown field ${rawName}`);
    if (rule.type === "file") {
      if (typeof value === "string") fail(`${name} must be a file`);
      else files[name] = [...(files[name] ?? []), new Uint8Array(await value.arrayBuffer())];
      if ((files[name]?.length ?? 0) > (rule.many ?? 1)) fail(`too many files in ${name}`);
    } else {
      if (typeof value !== "string") fail(`${name} must not be a file`);
      else values[name] = checkValue(name, value, rule, fail);
    }
  }
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.required && values[name] === undefined && files[name] === undefined) fail(`${name} is required`);
  }
  return { files, values };
}

/** The same for one value of a JSON body or a form. */
export function checkValue(
  name: string,
  value: unknown,
  rule: Exclude<FieldRule, { type: "file" }>,
  fail: (reason: string) => never,
): string | number {
  if (rule.type === "number") {
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) return fail(`${name} must be a number`);
    if (number < rule.min || number > rule.max) return fail(`${name} must be between ${rule.min} and ${rule.max}`);
    if (rule.integer && !Number.isInteger(number)) return fail(`${name} must be an integer`);
    return number;
  }
  if (typeof value !== "string") return fail(`${name} must be a text`);
  if (rule.type === "choice")
    return rule.values.includes(value) ? value : fail(`${name} must be one of ${rule.values.join(", ")}`);
  if (value.length > (rule.max ?? Number.POSITIVE_INFINITY)) return fail(`${name} is too long`);
  return value.length < (rule.min ?? 0) ? fail(`${name} is too short`) : value;
}
