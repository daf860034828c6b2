/** Deflate allows no longer codes (RFC 1951, § 3.2.7). */
const LONGEST = 15;

/** A code word for each symbol, in the bit order of `BitWriter`; those of length 0 are not used. */
export interface HuffmanCode {
  readonly lengths: Uint8Array;
  readonly words: Uint16Array;
}

/** The code that makes symbols of these counts shortest. At least two of the counts are above 0. */
export function huffmanCode(counts: Uint32Array): HuffmanCode {
  let weights = counts;
  let lengths = codeLengths(weights);
  // Flatter counts make shorter words, and next to no difference: only the rarest symbols are concerned.
  while (Math.max(...lengths) > LONGEST) {
    weights = weights.map((count) => (count === 0 ? 0 : (count >> 1) | 1));
    lengths = codeLengths(weights);
  }
  return canonicalCode(lengths);
}

/** Words given out by length, then by symbol (§ 3.2.2). */
export function canonicalCode(lengths: Uint8Array): HuffmanCode {
  const words = new Uint16Array(lengths.length);
  let next = 0;
  for (let length = 1; length <= LONGEST; length++) {
    next <<= 1;
    for (const [symbol, own] of lengths.entries()) if (own === length) words[symbol] = reversed(next++, length);
  }
  return { lengths, words };
}

interface Node {
  readonly weight: number;
  readonly symbols: readonly number[];
}

/** How deep each symbol lies in Huffman's tree: the two lightest nodes are joined until one is left. */
function codeLengths(weights: Uint32Array): Uint8Array {
  const lengths = new Uint8Array(weights.length);
  const leaves: Node[] = [];
  for (const [symbol, weight] of weights.entries()) if (weight > 0) leaves.push({ weight, symbols: [symbol] });
  leaves.sort((a, b) => a.weight - b.weight);
  // Joined nodes come about in order of their weight, so two queues do for a heap.
  const joined: Node[] = [];
  let [leaf, join] = [0, 0];
  const lightest = (): Node => {
    const [one, other] = [leaves[leaf], joined[join]];
    if (one && (!other || one.weight <= other.weight)) {
      leaf++;
      return one;
    }
    join++;
    return other as Node;
  };
  for (let left = leaves.length; left > 1; left--) {
    const [a, b] = [lightest(), lightest()];
    const symbols = [...a.symbols, ...b.symbols];
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] as number) + 1;
    joined.push({ weight: a.weight + b.weight, symbols });
  }
  return lengths;
}

/** Code words are packed with their highest bit first (§ 3.1.1). */
function reversed(word: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((word >> bit) & 1) << (length - 1 - bit);
  return result;
}
