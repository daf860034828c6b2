import { errorBody } from "#lib/contracts/common.ts";
import type { DescribedRoute } from "#lib/contracts/openapi/route.ts";
import { ROUTES } from "#lib/contracts/openapi.ts";

interface Answered {
  readonly method: string;
  /** As it was asked for, without the query. */
  readonly path: string;
  readonly status: number;
  readonly text: string;
}

/** What a JSON answer of the API has otherwise than its description says; null where it keeps to it. */
export function breachOf({ method, path, status, text }: Answered): string | null {
  const route = ROUTES.find((one) => one.method === method.toLowerCase() && matches(one.path, path));
  const contract = status >= 400 ? errorBody : route && answerOf(route);
  if (!contract) return null;
  const parsed = contract.safeParse(JSON.parse(text));
  return parsed.success ? null : `${method} ${path} answered ${status} with ${parsed.error.message}`;
}

function answerOf({ answer }: DescribedRoute) {
  return answer && "safeParse" in answer ? answer : undefined;
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith("{") || part === given[index]);
}
