import "server-only";

/** Longest time one pass over a picture may take before it is given up as `image_timeout`, in seconds. */
export const PASS_TIMEOUT_SECONDS = 60;
