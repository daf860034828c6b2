import { ERROR_CODE, type Libheif, NO_DECODER } from "./libheif.ts";
import { HeicError, type HeicProblem } from "./problem.ts";

/** sizeof(struct heif_error): two enumerations and an address. */
const ERROR_BYTES = 12;
const ADDRESS_BYTES = 4;

/** Calls of libheif's functions from JavaScript: memory to and fro, and its errors as `HeicError`. */
export class LibheifCalls {
  readonly #lib: Libheif;

  constructor(lib: Libheif) {
    this.#lib = lib;
  }

  /** Throws `HeicError` for what `call` wrote to the address it was given. */
  check(call: (error: number) => void): void {
    this.#with(ERROR_BYTES, (error) => {
      call(error);
      this.#throwIf(error);
    });
  }

  /** The address that `call` wrote to its second argument. */
  out(call: (error: number, out: number) => void): number {
    return this.#with(ADDRESS_BYTES, (out) => {
      this.check((error) => call(error, out));
      return this.int32(out);
    });
  }

  /** Like `out`; null where libheif says that there is nothing. */
  outOrNull(call: (error: number, out: number) => void): number | null {
    try {
      return this.out(call);
    } catch (error) {
      if (error instanceof HeicError && error.problem === "damaged") return null;
      throw error;
    }
  }

  /** Where the samples of a decoded picture lie, and the bytes from one row to the next. */
  plane(image: number, channel: number): { readonly address: number; readonly stride: number } {
    return this.#with(ADDRESS_BYTES, (stride) => ({
      address: this.#lib._heif_image_get_plane_readonly2(image, channel, stride),
      stride: this.int32(stride),
    }));
  }

  /** Bytes that `call` wrote to its second argument. */
  copyOut(bytes: number, call: (error: number, out: number) => void): Uint8Array<ArrayBuffer> {
    return this.#with(bytes, (out) => {
      this.check((error) => call(error, out));
      return this.#lib.HEAPU8.slice(out, out + bytes);
    });
  }

  /** To be freed by the caller. */
  copyIn(bytes: Uint8Array): number {
    const address = this.#allocate(bytes.length);
    this.#lib.HEAPU8.set(bytes, address);
    return address;
  }

  int32(address: number): number {
    return new DataView(this.#lib.HEAPU8.buffer).getInt32(address, true);
  }

  #with<Result>(bytes: number, use: (address: number) => Result): Result {
    const address = this.#allocate(bytes);
    try {
      return use(address);
    } finally {
      this.#lib._free(address);
    }
  }

  #allocate(bytes: number): number {
    // Of nothing it may give the address 0, which otherwise means that there is no room.
    const address = this.#lib._malloc(Math.max(1, bytes));
    if (address === 0) throw new HeicError("no-memory");
    return address;
  }

  #throwIf(error: number): void {
    const code = this.int32(error);
    if (code === ERROR_CODE.ok) return;
    const subcode = this.int32(error + 4);
    throw new HeicError(problemOf(code, subcode), `libheif ${code}/${subcode}`);
  }
}

function problemOf(code: number, subcode: number): HeicProblem {
  if (code === ERROR_CODE.memory) return "no-memory";
  const isUnsupported = code === ERROR_CODE.unsupportedFile || code === ERROR_CODE.unsupportedFeature;
  return isUnsupported || subcode === NO_DECODER ? "unsupported" : "damaged";
}
