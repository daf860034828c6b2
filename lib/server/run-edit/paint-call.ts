import type { ProviderCall } from "#lib/providers/provider.ts";

/** What the pipeline prepares of a call to a model; `callModel` adds who asks, how to cancel and how to resume. */
export type PaintCall = Pick<
  ProviderCall,
  "image" | "mask" | "width" | "height" | "references" | "expand" | "scale" | "onPreview"
>;
