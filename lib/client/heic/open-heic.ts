import { MAX_PICTURE_PIXELS } from "#lib/domain/picture-limits.ts";
import { profileOfNclx } from "./colour-space.ts";
import { CHROMA, INTERLEAVED, type Libheif, RGB } from "./libheif.ts";
import { LibheifCalls } from "./libheif-calls.ts";
import { HeicError } from "./problem.ts";

export interface HeicFacts {
  /** In pixels, as the picture is looked at: after any turning and mirroring the file asks for. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** Bits per sample: 8, 10 or 12. */
  readonly bits: number;
}

/** Decoded samples, upright. */
export interface HeicPixels {
  readonly width: number;
  readonly height: number;
  /** RGB or RGBA. */
  readonly channels: 3 | 4;
  /** Bits used of each sample: 8 in one byte, more in two, the higher byte first. */
  readonly bits: number;
  /** From the beginning of one row to that of the next, in bytes. */
  readonly stride: number;
  /** In libheif's memory: gone when the file is closed. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/**
 * The main picture of a HEIC file. `close` gives its memory back; the others throw `HeicError`.
 *
 * Turning is done by libheif as the container says; the orientation in the EXIF data only repeats it and must not be
 * applied once more (ISO/IEC 23008-12, A.2).
 */
export class HeicFile {
  readonly facts: HeicFacts;
  readonly #lib: Libheif;
  readonly #calls: LibheifCalls;
  readonly #file: number;
  readonly #context: number;
  #handle = 0;
  #image = 0;

  constructor(lib: Libheif, bytes: Uint8Array) {
    this.#lib = lib;
    this.#calls = new LibheifCalls(lib);
    this.#file = this.#calls.copyIn(bytes);
    this.#context = lib._heif_context_alloc();
    try {
      this.facts = this.#read(bytes.length);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The ICC profile of the samples: the file's own, or one made for the colour space it names. Null for sRGB. */
  profile(): Uint8Array<ArrayBuffer> | null {
    const lib = this.#lib;
    const bytes = lib._heif_image_handle_get_raw_color_profile_size(this.#handle);
    if (bytes > 0) {
      return this.#calls.copyOut(bytes, (error, profile) =>
        lib._heif_image_handle_get_raw_color_profile(error, this.#handle, profile),
      );
    }
    // struct heif_color_profile_nclx: a byte of version, then the enumerations, each of four bytes.
    const nclx = this.#calls.outOrNull((error, out) =>
      lib._heif_image_handle_get_nclx_color_profile(error, this.#handle, out),
    );
    if (nclx === null) return null;
    const [primaries, transfer] = [this.#calls.int32(nclx + 4), this.#calls.int32(nclx + 8)];
    lib._heif_nclx_color_profile_free(nclx);
    return profileOfNclx(primaries, transfer);
  }

  /** The samples as the file has them. */
  decode(): HeicPixels {
    const { hasAlpha, bits } = this.facts;
    if (bits > 8) return this.#decode(hasAlpha ? CHROMA.deepRgba : CHROMA.deepRgb, hasAlpha ? 4 : 3);
    return this.#decode(hasAlpha ? CHROMA.rgba : CHROMA.rgb, hasAlpha ? 4 : 3);
  }

  /** The samples as a canvas takes them: RGBA of 8 bits. */
  decodeForCanvas(): HeicPixels {
    return this.#decode(CHROMA.rgba, 4);
  }

  close(): void {
    if (this.#image) this.#lib._heif_image_release(this.#image);
    if (this.#handle) this.#lib._heif_image_handle_release(this.#handle);
    this.#lib._heif_context_free(this.#context);
    this.#lib._free(this.#file);
  }

  #read(fileBytes: number): HeicFacts {
    const lib = this.#lib;
    this.#calls.check((error) =>
      lib._heif_context_read_from_memory_without_copy(error, this.#context, this.#file, fileBytes, 0),
    );
    this.#handle = this.#calls.out((error, handle) =>
      lib._heif_context_get_primary_image_handle(error, this.#context, handle),
    );
    const facts = {
      width: lib._heif_image_handle_get_width(this.#handle),
      height: lib._heif_image_handle_get_height(this.#handle),
      hasAlpha: lib._heif_image_handle_has_alpha_channel(this.#handle) !== 0,
      bits: lib._heif_image_handle_get_luma_bits_per_pixel(this.#handle),
    };
    if (facts.width * facts.height > MAX_PICTURE_PIXELS) throw new HeicError("too-many-pixels");
    return facts;
  }

  #decode(chroma: number, channels: 3 | 4): HeicPixels {
    const lib = this.#lib;
    this.#image = this.#calls.out((error, image) => lib._heif_decode_image(error, this.#handle, image, RGB, chroma, 0));
    const image = this.#image;
    const height = lib._heif_image_get_height(image, INTERLEAVED);
    const { address, stride } = this.#calls.plane(image, INTERLEAVED);
    return {
      width: lib._heif_image_get_width(image, INTERLEAVED),
      height,
      channels,
      bits: lib._heif_image_get_bits_per_pixel_range(image, INTERLEAVED),
      stride,
      data: lib.HEAPU8.subarray(address, address + stride * height),
    };
  }
}
