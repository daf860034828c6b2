import "server-only";
import { notFound } from "next/navigation";
import type * as z from "zod/mini";
import { RepaintError } from "#lib/domain/error.ts";
import type { SearchParams } from "./search-params.ts";

/** The query of a page by the schema of the list it shows. Empty fields of a form count as left out; nonsense is no page. */
export function parsePageQuery<Schema extends z.ZodMiniType>(
  schema: Schema,
  params: Awaited<SearchParams>,
): z.output<Schema> {
  const given = Object.entries(params).filter(([, value]) => typeof value === "string" && value.trim() !== "");
  const parsed = schema.safeParse(Object.fromEntries(given));
  return parsed.success ? parsed.data : notFound();
}

/** What a page shows, or no such page where there is none of it, or its cursor was not handed out by us. */
export async function orNotFound<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RepaintError && (error.code === "not_found" || error.code === "invalid_request")) notFound();
    throw error;
  }
}
