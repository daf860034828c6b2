"use client";

import { type FormEvent, useState } from "react";
import type * as z from "zod/mini";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";

interface Submit {
  readonly busy: boolean;
  /** What the server refused, for the form as a whole. */
  readonly error: ApiError | null;
  /** What is wrong with a field, by its name. */
  readonly fieldErrors: Readonly<Record<string, string>>;
  /** How often the server has answered: what is good for one request has been used up by then. */
  readonly answers: number;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/**
 * A form's way to the server: reads its fields, checks them against the contract, sends them once, and tells what went
 * wrong and where. The first field at fault gets the focus. A form that succeeded stays busy while the page changes.
 */
export function useSubmit<Schema extends z.ZodMiniType>(
  schema: Schema,
  words: Readonly<Record<string, string>>,
  send: (fields: z.output<Schema>) => Promise<"done" | "leaving">,
): Submit {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [fieldErrors, setFieldErrors] = useState<Record<string, string>>({});
  const [answers, setAnswers] = useState(0);

  const blame = (form: HTMLFormElement, fields: readonly string[]) => {
    setFieldErrors(Object.fromEntries(fields.map((field) => [field, words[field] ?? ""])));
    const first = form.elements.namedItem(fields[0] ?? "");
    if (first instanceof HTMLElement) first.focus();
  };

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy) return;
    setError(null);
    setFieldErrors({});
    const parsed = schema.safeParse(fieldsOf(form));
    if (!parsed.success) return blame(form, [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]);
    setBusy(true);
    try {
      if ((await send(parsed.data)) === "leaving") return;
    } catch (thrown) {
      const refusal = asApiError(thrown);
      if (refusal.field && words[refusal.field]) blame(form, [refusal.field]);
      else setError(refusal);
    }
    setAnswers((before) => before + 1);
    setBusy(false);
  };

  return { busy, error, fieldErrors, answers, onSubmit };
}

/** Without what scripts of others put into a part of the form that is theirs. */
function fieldsOf(form: HTMLFormElement): Record<string, FormDataEntryValue> {
  const data = new FormData(form);
  for (const field of form.querySelectorAll("[data-foreign] [name]")) data.delete(field.getAttribute("name") ?? "");
  return Object.fromEntries(data);
}
