import type { MaskEncoding } from "#lib/domain/mask-encoding.ts";
import type { ModelOption, OptionValues } from "#lib/domain/model-option.ts";
import type { Unavailability, Warning } from "#lib/domain/notice.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { PriceRule } from "#lib/domain/pricing.ts";
import type { PromptRules } from "#lib/domain/refusal.ts";
import type { Feathering } from "#lib/domain/spread.ts";
import type { ImageRules } from "#lib/domain/window.ts";

/**
 * The contract between Repaint and whoever repaints a window.
 *
 * A model declares everything the pipeline must know **as data**; `edit()` then receives bytes that already obey the
 * declaration (cropped, sized, encoded) and hands back encoded bytes. No adapter touches pixels.
 */
export interface Provider {
  /** Lower case, unique: the first half of every model id. */
  readonly id: string;
  readonly name: string;
  readonly models: readonly Model[];
  /**
   * How much all our workers together may ask of it. Absent: four calls at a time. `none`: it runs in our own worker,
   * and needs no gate before it.
   */
  readonly limits?: ProviderLimits | "none";
  /** Cheap and synchronous: may look at the environment and at files, never at the network. */
  availability(): Availability;
  /**
   * One call to the model. Throws `RepaintError` with a provider code on failure; must settle soon after
   * `call.signal` aborts. A limitation is a returned warning, not an exception.
   */
  edit(call: ProviderCall): Promise<ProviderResult>;
}

export interface ProviderLimits {
  /** Calls at a time. */
  readonly maxConcurrent: number;
  /** Calls begun within any minute; absent where it sets no such limit. */
  readonly maxStartsPerMinute?: number;
}

export type Availability =
  | { readonly available: true }
  | { readonly available: false; readonly reason: Unavailability };

export interface Model {
  /** `<provider>/<model>`, stable: stored with every edit. */
  readonly id: `${string}/${string}`;
  readonly name: string;
  /** One plain sentence in English for the model picker, honest about what it cannot do. */
  readonly description: string;
  readonly operations: readonly Operation[];
  readonly image: ImageRules;
  readonly mask: MaskEncoding;
  readonly prompt: PromptRules;
  /** The settings it has. What it lacks is returned as a warning by the pipeline, never dropped in silence. */
  readonly options: readonly ModelOption[];
  /** Further pictures it looks at (style, subject), at most. */
  readonly maxReferences: number;
  /** How many of them it cannot do without. Absent: it needs none. */
  readonly minReferences?: number;
  /** For `outpaint`: `edges` is told how far to extend each side, `padding` gets the extended canvas and a mask of it. */
  readonly outpaint?: { readonly by: "padding" } | { readonly by: "edges"; readonly maxPerSide: number };
  /** For `upscale`: the picture is sent whole and unscaled; the result may be resized to exactly what was asked. */
  readonly upscale?: { readonly maxFactor: number; readonly maxResultPixels: number };
  /** `async`: the provider names a job that is polled, and survives a crash of ours. */
  readonly execution: "sync" | "async";
  /** Calls `onPreview` while it works. */
  readonly streaming: boolean;
  /**
   * Who softens the edge. `ours`: it must be told neither to blur nor to grow the mask, and the answer is cut softly.
   * `provider`: it blurs and cannot be kept from it; it is sent a hard mask, and its own soft edge is taken as it is.
   */
  readonly feather: Feathering;
  readonly price: PriceRule;
  /** May a call be repeated after a crash without being billed twice? True only where nothing is billed at all. */
  readonly repeatable: boolean;
  /** Longest time one call may take, in milliseconds, before it fails as `timeout`. */
  readonly deadlineMillis: number;
}

export interface EncodedImage {
  readonly bytes: Uint8Array;
  /** `raw` is interleaved 8-bit RGB. */
  readonly format: ImageRules["formats"][number];
}

export interface ProviderCall {
  readonly model: Model;
  readonly operation: Operation;
  readonly image: EncodedImage;
  /** Encoded as the model's `MaskEncoding` declares; null where its channel is `none`, or no mask was drawn. */
  readonly mask: Uint8Array | null;
  /** Size of both, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly prompt: string;
  /** Only options the model declares, checked against the declaration. */
  readonly options: OptionValues;
  /** From `minReferences` to `maxReferences`, in one of the model's formats. */
  readonly references: readonly EncodedImage[];
  /** For `outpaint` by edges: how far to extend each side, in pixels of the sent picture. Otherwise null. */
  readonly expand: Edges | null;
  /** For `upscale`: how many times larger each side becomes. Otherwise null. */
  readonly scale: number | null;
  /** Opaque and stable for a person: what providers call a safety or end-user identifier. */
  readonly userHash: string;
  readonly signal: AbortSignal;
  /** 0..1 where the model tells, otherwise never called. */
  readonly onProgress: (fraction: number) => void;
  /** An unfinished picture, encoded. Only from models that declare `streaming`. */
  readonly onPreview: (bytes: Uint8Array) => void;
  /** Set where an earlier run of this edit has submitted its job already: poll that one, never submit again. */
  readonly jobId: string | null;
  /** Must be awaited as soon as the provider names its job, so that a crash can be polled instead of paid twice. */
  readonly onJobId: (jobId: string) => Promise<void>;
}

export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface ProviderResult {
  /**
   * An encoded picture (PNG, JPEG or WebP), or raw RGB of exactly the size asked for; for `remove-background` with alpha,
   * raw then RGBA. The pipeline trusts neither.
   */
  readonly image: { readonly bytes: Uint8Array; readonly format: "encoded" | "raw" };
  readonly warnings: readonly Warning[];
  readonly requestId: string | null;
  /** What the provider metered, in its own words (`input_tokens`, `credits`), as far as it tells. */
  readonly usage?: Readonly<Record<string, number>>;
  /** The provider's own price of this call in millionths of a US dollar, where it is known. */
  readonly costMicroUsd: number | null;
}
