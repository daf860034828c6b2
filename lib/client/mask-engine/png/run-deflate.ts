import { BitWriter } from "./bit-writer.ts";
import { canonicalCode, huffmanCode } from "./huffman.ts";

/** Symbols (RFC 1951, § 3.2.5): bytes, the end of a block, lengths of copies. */
const END = 256;
const SYMBOLS = 286;
const SHORTEST_COPY = 3;
const LONGEST_COPY = 258;
/** A copy of the longest length is the token `END + LONGEST_COPY`. */
const COPY_SYMBOLS = copySymbols();

/** In this order the lengths of the code that codes code lengths are told (§ 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** All sixteen lengths alike: a header is a hundred bytes, whatever is done about it. */
const LENGTH_CODE = canonicalCode(Uint8Array.from({ length: 19 }, (_, length) => (length < 16 ? 4 : 0)));
const ADLER = 65_521;

/**
 * A zlib stream (RFC 1950) of bytes that are mostly long runs of 0, as those of a mask whose rows are told as differences:
 * a run costs a quarter of a bit for 32 bytes, and next to no time, since no likeness but that to the byte before is
 * looked for. Every block has a code of its own, so that what is no run still takes no more room than its entropy.
 */
export class RunDeflate {
  readonly #out = new BitWriter();
  #tokens = new Uint16Array(1024);
  #count = 0;
  #zeros = 0;
  #isAfterZero = false;
  #adlerA = 1;
  #adlerB = 0;

  constructor() {
    // Compression method and window size; then what makes both bytes a multiple of 31.
    this.#out.write(0x78, 8);
    this.#out.write(0x01, 8);
  }

  zeros(count: number): void {
    this.#zeros += count;
    this.#adlerB = (this.#adlerB + count * this.#adlerA) % ADLER;
  }

  byte(value: number): void {
    if (value === 0) {
      this.zeros(1);
      return;
    }
    if (this.#zeros > 0) this.#endRun();
    this.#token(value);
    this.#isAfterZero = false;
    this.#adlerA += value;
    if (this.#adlerA >= ADLER) this.#adlerA -= ADLER;
    this.#adlerB += this.#adlerA;
    if (this.#adlerB >= ADLER) this.#adlerB -= ADLER;
  }

  /** Ends a block, and with the last one the stream. Answers the bytes of it that are whole. */
  endBlock(isLast: boolean): Uint8Array<ArrayBuffer> {
    this.#endRun();
    this.#writeBlock(isLast);
    this.#count = 0;
    if (isLast) {
      this.#out.align();
      for (const half of [this.#adlerB, this.#adlerA]) {
        this.#out.write(half >> 8, 8);
        this.#out.write(half & 255, 8);
      }
    }
    return this.#out.take();
  }

  /** The first 0 is told as it is; what follows copies the byte before. */
  #endRun(): void {
    if (this.#zeros > 0 && !this.#isAfterZero) {
      this.#token(0);
      this.#isAfterZero = true;
      this.#zeros--;
    }
    while (this.#zeros >= SHORTEST_COPY) {
      const length = Math.min(LONGEST_COPY, this.#zeros);
      this.#token(END + length);
      this.#zeros -= length;
    }
    for (; this.#zeros > 0; this.#zeros--) this.#token(0);
  }

  #token(token: number): void {
    if (this.#count === this.#tokens.length) {
      const larger = new Uint16Array(this.#count * 2);
      larger.set(this.#tokens);
      this.#tokens = larger;
    }
    this.#tokens[this.#count++] = token;
  }

  #writeBlock(isLast: boolean): void {
    const counts = new Uint32Array(SYMBOLS);
    // A code has two words at least.
    counts[0] = 1;
    counts[END] = 1;
    for (let at = 0; at < this.#count; at++) {
      const token = this.#tokens[at] as number;
      const symbol = token < END ? token : COPY_SYMBOLS.symbol[token - END];
      counts[symbol as number] = (counts[symbol as number] as number) + 1;
    }
    const { lengths, words } = huffmanCode(counts);
    this.#writeHeader(isLast, lengths);
    const out = this.#out;
    for (let at = 0; at < this.#count; at++) {
      const token = this.#tokens[at] as number;
      if (token < END) {
        out.write(words[token] as number, lengths[token] as number);
        continue;
      }
      const length = token - END;
      const symbol = COPY_SYMBOLS.symbol[length] as number;
      out.write(words[symbol] as number, lengths[symbol] as number);
      out.write(COPY_SYMBOLS.extra[length] as number, COPY_SYMBOLS.extraBits[length] as number);
      // The only distance there is: one byte back.
      out.write(0, 1);
    }
    out.write(words[END] as number, lengths[END] as number);
  }

  #writeHeader(isLast: boolean, lengths: Uint8Array): void {
    const out = this.#out;
    out.write(isLast ? 1 : 0, 1);
    // Codes of its own; 286 symbols, 1 distance, 19 lengths of code lengths.
    out.write(2, 2);
    out.write(SYMBOLS - 257, 5);
    out.write(0, 5);
    out.write(ORDER.length - 4, 4);
    for (const length of ORDER) out.write(LENGTH_CODE.lengths[length] as number, 3);
    for (const length of [...lengths, 1]) out.write(LENGTH_CODE.words[length] as number, 4);
  }
}

/** The symbol of each length of a copy, and what follows it. Groups of four symbols share a number of extra bits. */
function copySymbols(): { symbol: Uint16Array; extra: Uint8Array; extraBits: Uint8Array } {
  const symbol = new Uint16Array(LONGEST_COPY + 1);
  const extra = new Uint8Array(LONGEST_COPY + 1);
  const extraBits = new Uint8Array(LONGEST_COPY + 1);
  let length = SHORTEST_COPY;
  for (let at = 257; at < 285; at++) {
    const bits = Math.max(0, ((at - 257) >> 2) - 1);
    for (let more = 0; more < 1 << bits; more++, length++) {
      symbol[length] = at;
      extra[length] = more;
      extraBits[length] = bits;
    }
  }
  symbol[LONGEST_COPY] = 285;
  extra[LONGEST_COPY] = 0;
  extraBits[LONGEST_COPY] = 0;
  return { symbol, extra, extraBits };
}
