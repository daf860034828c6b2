/** A value of Stripe's form bodies: `a[b][0]=c` is `{ a: { b: ["c"] } }`; every leaf is a text. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };

/** Decodes what the SDK sends, in a body or a query. */
export function decodeForm(encoded: string): { [name: string]: FormValue } {
  const root: Branch = new Map();
  for (const [name, value] of new URLSearchParams(encoded)) place(root, pathOf(name), value);
  return toObject(root);
}

type Branch = Map<string, Branch | string>;

/** `a[b][]` → a, b, "". */
const pathOf = (name: string): string[] => name.replaceAll("]", "").split("[");

function place(branch: Branch, [head = "", ...rest]: string[], value: string): void {
  const key = head === "" ? String(branch.size) : head;
  if (rest.length === 0) {
    branch.set(key, value);
    return;
  }
  const next = branch.get(key);
  const below: Branch = next instanceof Map ? next : new Map();
  branch.set(key, below);
  place(below, rest, value);
}

function toObject(branch: Branch): { [name: string]: FormValue } {
  return Object.fromEntries([...branch].map(([key, value]) => [key, toValue(value)]));
}

function toValue(value: Branch | string): FormValue {
  if (typeof value === "string") return value;
  const isList = [...value.keys()].every((key, index) => key === String(index));
  return isList ? [...value.values()].map(toValue) : toObject(value);
}
