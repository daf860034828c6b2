import "server-only";

/** What a picture may be, in one place. The sentences in `lib/domain/error.ts` name the same figures. */

/** 60 MB, counted the larger way, so that a file any file manager shows as 60 MB passes. */
export const MAX_FILE_BYTES = 60 * 1024 * 1024;

/** Shorter side in pixels: below this there is nothing to mark. */
export const MIN_SIDE = 16;

/** Longest time one pass over a picture may take before it is given up as `image_timeout`, in seconds. */
export const PASS_TIMEOUT_SECONDS = 60;
