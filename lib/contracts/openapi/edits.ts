import { edit, editRequest, previewQuery, quote, quoteRequest } from "../edit.ts";
import { modelList } from "../model.ts";
import { idParams, patchQuery } from "../params.ts";
import type { DescribedRoute } from "./route.ts";

const edits = { tag: "Edits", user: true } as const;
const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/tiff", "image/gif"];
const PLAN_ERRORS = [
  "mask_required",
  "mask_empty",
  "option_required",
  "result_too_large",
  "image_too_large_for_model",
  "image_rejected",
  "operation_not_supported",
  "model_unavailable",
  "prompt_required",
  "prompt_too_long",
  "reference_required",
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
        mask: {
          mediaTypes: ["image/png"],
          description:
            "8-bit grey, of the size of the version built on. 255 = repaint. Left out where nothing is marked and " +
            "neither the operation nor the model needs it.",
          count: "optional",
        },
        reference: {
          mediaTypes: PICTURE_TYPES,
          description: "Further pictures to look at, up to 8 and as many as the model takes, each up to 20 MB.",
          count: "any",
        },
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
      "unsupported_format",
      "too_many_pixels",
      "image_too_small",
      "corrupt_image",
      "image_timeout",
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
    errors: [...PLAN_ERRORS, "not_found", "parent_not_ready"],
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
    path: "/api/v1/edits/{id}/preview",
    operationId: "getPreview",
    summary: "The newest unfinished result of a running edit, as a PNG with alpha; its address is in the edit",
    params: idParams,
    query: previewQuery,
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
