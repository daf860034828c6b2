/** An entry as the ledger has it; times in milliseconds. */
export interface Posted {
  readonly version: number;
  readonly kind: string;
  readonly delta: number;
  readonly held_delta: number;
  readonly reference: string | null;
  readonly edit_id: string | null;
  readonly created_at: Date;
  /** Of the lot that this entry made, if it did. */
  readonly lot_id: string | null;
  readonly expires_at: Date | null;
}

interface Lot {
  readonly id: string;
  readonly kind: "promo" | "adjustment" | "paid";
  readonly expiresAt: number;
  readonly reference: string | null;
  remaining: number;
}

const KINDS = { grant: "promo", adjust: "adjustment", purchase: "paid", reinstate: "paid" } as const;
const TURNS = ["promo", "adjustment", "paid"];

/** The rules of one account in the plainest words: numbers and lists in memory, one entry after the other. */
export class AccountModel {
  available = 0;
  held = 0;
  readonly lots: Lot[] = [];
  readonly #drawn = new Map<string, { amount: number; from: Array<{ lot: Lot; tokens: number }> }>();

  /** Throws where an entry breaks a rule. */
  apply(entry: Posted): void {
    const before = Math.max(this.available, 0);
    this.available += entry.delta;
    this.held += entry.held_delta;
    const moved = Math.max(this.available, 0) - before;
    switch (entry.kind) {
      case "hold":
        must(entry.delta === -entry.held_delta && this.available >= 0, entry);
        this.#drawn.set(entry.edit_id ?? "", { amount: -entry.delta, from: this.#draw(-moved, this.#spent()) });
        break;
      case "capture":
      case "release":
        this.#giveBack(entry, moved);
        break;
      case "refund":
      case "dispute":
        this.#draw(-moved, this.#takenBack(entry.reference));
        break;
      case "expire_lot": {
        const lot = this.lots.filter(({ id }) => id === entry.reference);
        must(
          lot.every(({ expiresAt, remaining }) => expiresAt <= entry.created_at.getTime() && remaining === -moved),
          entry,
        );
        this.#draw(-moved, lot);
        break;
      }
      default:
        if (entry.delta > 0) this.#add(entry, moved);
        else {
          must(entry.kind === "adjust" && this.available >= 0, entry);
          this.#draw(-moved, this.#spent());
        }
    }
  }

  #add(entry: Posted, remaining: number): void {
    must(entry.kind in KINDS && entry.lot_id !== null, entry);
    this.lots.push({
      id: entry.lot_id ?? "",
      kind: KINDS[entry.kind as keyof typeof KINDS],
      expiresAt: entry.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
      reference: entry.reference,
      remaining,
    });
  }

  /** In the order in which lots are spent; the sort is stable, so what came first stays first. */
  #spent(): Lot[] {
    return this.lots.toSorted(
      (a, b) => TURNS.indexOf(a.kind) - TURNS.indexOf(b.kind) || compare(a.expiresAt, b.expiresAt),
    );
  }

  #takenBack(reference: string | null): Lot[] {
    const rank = (lot: Lot) =>
      lot.reference !== null && lot.reference === reference ? -1 : 2 - TURNS.indexOf(lot.kind);
    return this.lots.toSorted((a, b) => rank(a) - rank(b) || compare(a.expiresAt, b.expiresAt));
  }

  #draw(tokens: number, lots: readonly Lot[]): Array<{ lot: Lot; tokens: number }> {
    let left = tokens;
    return lots.flatMap((lot) => {
      const drawn = Math.min(lot.remaining, left);
      left -= drawn;
      lot.remaining -= drawn;
      return drawn > 0 ? [{ lot, tokens: drawn }] : [];
    });
  }

  #giveBack(entry: Posted, tokens: number): void {
    const hold = this.#drawn.get(entry.edit_id ?? "");
    must(hold !== undefined && entry.held_delta === -hold.amount && entry.delta <= hold.amount, entry);
    let left = tokens;
    for (const one of hold?.from.toReversed() ?? []) {
      const returned = Math.min(one.tokens, left);
      left -= returned;
      one.lot.remaining += returned;
    }
    must(left === 0 && (entry.kind === "capture" || entry.delta === hold?.amount), entry);
    this.#drawn.delete(entry.edit_id ?? "");
  }
}

function must(holds: boolean, entry: Posted): void {
  if (!holds) throw new Error(`the ledger did what it must not: ${JSON.stringify(entry)}`);
}

/** Infinity less infinity is not a number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
