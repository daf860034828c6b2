/**
 * The largest picture, original or result, in pixels: 100 megapixels as cameras count them. Those sold as such deliver up
 * to 101.9 million (11,656 × 8,742).
 */
export const MAX_PICTURE_PIXELS = 102_400_000;
