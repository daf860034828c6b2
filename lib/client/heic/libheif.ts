/**
 * The part of libheif's C interface (libheif/heif.h, as compiled for browsers by `libheif-js`) that is used. Numbers are
 * addresses in its memory, except where named otherwise. Functions that return a `heif_error` write it to their first
 * argument.
 */
export interface Libheif {
  /** Its memory; another array whenever that has grown. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  _free(address: number): void;
  _heif_context_alloc(): number;
  _heif_context_free(context: number): void;
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    file: number,
    fileBytes: number,
    options: number,
  ): void;
  _heif_context_get_primary_image_handle(error: number, context: number, outHandle: number): void;
  _heif_image_handle_release(handle: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_get_luma_bits_per_pixel(handle: number): number;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, outProfile: number): void;
  _heif_image_handle_get_nclx_color_profile(error: number, handle: number, outNclx: number): void;
  _heif_nclx_color_profile_free(nclx: number): void;
  _heif_decode_image(
    error: number,
    handle: number,
    outImage: number,
    colourSpace: number,
    chroma: number,
    options: number,
  ): void;
  _heif_image_release(image: number): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_bits_per_pixel_range(image: number, channel: number): number;
  _heif_image_get_plane_readonly2(image: number, channel: number, outStride: number): number;
}

/** Its file as it comes from the package: loaded as it is, so that whoever runs Repaint may put another build there. */
export type LibheifFile = { readonly default: () => Promise<Libheif> };

/** `heif_colorspace_RGB`. */
export const RGB = 1;
/** `heif_channel_interleaved`. */
export const INTERLEAVED = 10;
/** `heif_chroma_interleaved_…`: 8 bits per sample, and more of them in two bytes, the higher one first. */
export const CHROMA = { rgb: 10, rgba: 11, deepRgb: 12, deepRgba: 13 } as const;
/** `heif_error_code`s that are told apart. */
export const ERROR_CODE = { ok: 0, unsupportedFile: 3, unsupportedFeature: 4, memory: 6 } as const;
/** `heif_suberror_No_matching_decoder_installed`: another codec than HEVC. */
export const NO_DECODER = 6003;
