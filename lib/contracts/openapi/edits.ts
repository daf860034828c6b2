import { edit, editRequest, quote, quoteRequest } from "../edit.ts";
import { modelList } from "../model.ts";
import { idParams, patchQuery } from "../params.ts";
import type { DescribedRoute } from "./route.ts";

const edits = { tag: "Edits", user: true } as const;
const PLAN_ERRORS = [
  "mask_empty",
  "operation_not_supported",
  "model_unavailable",
  "prompt_required",
  "prompt_too_long",
] as const;

/** Edits, and the models that make them. */
export const EDIT_ROUTES: readonly DescribedRoute[] = [
  {
    ...edits,
    method: "post",
    path: "/api/v1/edits",
    operationId: "createEdit",
    summary: "Request an edit: sets its price aside and queues it",
    headers: {
      "Idempotency-Key": "Any text of up to 200 characters. The same key with the same request answers the same edit.",
    },
    body: {
      parts: {
        request: editRequest,
        mask: { mediaTypes: ["image/png"], description: "8-bit grey, of the upright image's size. 255 = repaint." },
      },
    },
    status: 202,
    answer: edit,
    errors: [
      ...PLAN_ERRORS,
      "not_found",
      "payload_too_large",
      "mask_invalid",
      "mask_size_mismatch",
      "parent_not_ready",
      "insufficient_tokens",
      "too_many_running",
      "idempotency_conflict",
      "storage_full",
      "unavailable",
    ],
  },
  {
    ...edits,
    method: "post",
    path: "/api/v1/edits/quote",
    operationId: "quoteEdit",
    summary: "Price and window of an edit, from the bounds of its mask; nothing is charged",
    body: quoteRequest,
    status: 200,
    answer: quote,
    errors: [...PLAN_ERRORS, "not_found"],
  },
  {
    ...edits,
    method: "get",
    path: "/api/v1/edits/{id}",
    operationId: "getEdit",
    summary: "An edit as it is now",
    params: idParams,
    status: 200,
    answer: edit,
  },
  {
    ...edits,
    method: "delete",
    path: "/api/v1/edits/{id}",
    operationId: "cancelEdit",
    summary: "Cancel an edit; a running one answers as it is and ends soon after",
    params: idParams,
    status: 200,
    answer: edit,
    errors: ["edit_finished"],
  },
  {
    ...edits,
    method: "get",
    path: "/api/v1/edits/{id}/events",
    operationId: "followEdit",
    summary: "Follow an edit: events `stage`, `progress`, `preview` and `done`, each with the edit as its data",
    params: idParams,
    headers: { "Last-Event-ID": "The last event received; what came after it is sent again." },
    status: 200,
    answer: ["text/event-stream"],
  },
  {
    ...edits,
    method: "get",
    path: "/api/v1/edits/{id}/patch",
    operationId: "getPatch",
    summary: "The pixels an edit changed, as a PNG with alpha; without a patch id, the edit's first",
    params: idParams,
    query: patchQuery,
    status: 200,
    answer: ["image/png"],
  },
  {
    ...edits,
    method: "get",
    path: "/api/v1/models",
    operationId: "listModels",
    summary: "Models with what they can do, their limits and their price",
    status: 200,
    answer: modelList,
  },
];
