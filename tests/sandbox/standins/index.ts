import type { Standin } from "../kit/standin.ts";
import { iopaint } from "./iopaint.ts";

/** Every stand-in, with the variables by which Repaint reaches it. */
export const STANDINS: readonly { readonly standin: Standin; readonly variables: Variables }[] = [
  { standin: iopaint, variables: (baseUrl) => ({ IOPAINT_BASE_URL: baseUrl }) },
];

type Variables = (baseUrl: string, key: string) => Readonly<Record<string, string>>;
