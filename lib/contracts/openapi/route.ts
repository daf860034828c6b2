import type * as z from "zod/mini";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { KeyScope } from "../keys.ts";

/** One route of the public API, as its description needs it. The schemas are those that validate it. */
export interface DescribedRoute {
  readonly method: "get" | "head" | "post" | "put" | "patch" | "delete";
  /** With parameters in braces. */
  readonly path: string;
  /** Unique; what generated clients call the function. */
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  /** False for what anybody may call, `admin` for what only those may who run the server. */
  readonly user: boolean | "admin";
  /** What an API key must be allowed; by the method where nothing is said. False: only who is signed in may call it. */
  readonly keyScope?: KeyScope | false;
  readonly params?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** A schema for JSON, the parts of a form, or one file. */
  readonly body?: z.ZodMiniType | { readonly parts: Readonly<Record<string, z.ZodMiniType | FilePart>> } | FilePart;
  /** The answer when all goes well. */
  readonly status: 200 | 201 | 202 | 204;
  /** A schema for JSON, a list of media types for bytes; nothing with 204. */
  readonly answer?: z.ZodMiniType | readonly string[];
  /** Headers of the answer that carry meaning, each with what it tells. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Refusals of its own, beside those that follow from the fields above. */
  readonly errors?: readonly ErrorCode[];
}

/** A file: a part of a multipart body, or a body of its own. */
export interface FilePart {
  /** `one` unless told otherwise; `any` is none, one or several. */
  readonly count?: "one" | "optional" | "any";
  readonly mediaTypes: readonly string[];
  readonly description: string;
}
