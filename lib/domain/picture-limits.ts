/** What an original may be, in one place. The sentences in `error.ts` and in the message catalogue name the same figures. */

/** 60 MB, counted the larger way, so that a file any file manager shows as 60 MB passes. */
export const MAX_FILE_BYTES = 60 * 1024 * 1024;

/**
 * Width × height, of originals and of results: 100 megapixels as cameras count them. Those sold as such deliver up to
 * 101.9 million (11,656 × 8,742).
 */
export const MAX_PICTURE_PIXELS = 102_400_000;

/** Shorter side in pixels: below this there is nothing to mark. */
export const MIN_PICTURE_SIDE = 16;
