import "server-only";

/** How much is let through in a window. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

/** A class of routes that cost alike. */
export interface Policy {
  /** For whoever is signed in. */
  readonly perAccount: Rate | null;
  /** For one API key: less than for its account, so that a program gone wild leaves room for the person. Null: no key may. */
  readonly perKey: Rate | null;
  /** For everyone behind one address: a school class shares one, so it is wider. */
  readonly perAddress: Rate | null;
  /** Whether a request is refused while nothing can be counted: what costs money or sends mail is, the rest is not. */
  readonly isClosedOnFailure: boolean;
}

const MINUTE = 60;

/** A person at work stays far below all of these; `RATE_LIMIT_FACTOR` widens them. */
export const POLICIES = {
  /** The tiles of a large picture come by the hundred. */
  read: {
    perAccount: { points: 6_000, seconds: MINUTE },
    perKey: { points: 3_000, seconds: MINUTE },
    perAddress: { points: 20_000, seconds: MINUTE },
    isClosedOnFailure: false,
  },
  write: {
    perAccount: { points: 300, seconds: MINUTE },
    perKey: { points: 200, seconds: MINUTE },
    perAddress: { points: 1_000, seconds: MINUTE },
    isClosedOnFailure: false,
  },
  upload: {
    perAccount: { points: 120, seconds: 10 * MINUTE },
    perKey: { points: 100, seconds: 10 * MINUTE },
    perAddress: { points: 600, seconds: 10 * MINUTE },
    isClosedOnFailure: true,
  },
  edit: {
    perAccount: { points: 60, seconds: MINUTE },
    perKey: { points: 50, seconds: MINUTE },
    perAddress: { points: 300, seconds: MINUTE },
    isClosedOnFailure: true,
  },
  checkout: {
    perAccount: { points: 20, seconds: 10 * MINUTE },
    perKey: null,
    perAddress: { points: 100, seconds: 10 * MINUTE },
    isClosedOnFailure: true,
  },
  /** What changes the account itself: keys, and what is asked for with the password, which must not be guessed. */
  account: {
    perAccount: { points: 20, seconds: 10 * MINUTE },
    perKey: null,
    perAddress: { points: 100, seconds: 10 * MINUTE },
    isClosedOnFailure: true,
  },
  /** Everything somebody keeps, read through from end to end. */
  export: {
    perAccount: { points: 3, seconds: 60 * MINUTE },
    perKey: null,
    perAddress: { points: 30, seconds: 60 * MINUTE },
    isClosedOnFailure: true,
  },
  /** Guessing passwords, opening accounts, sending mail: nobody is signed in yet. */
  auth: { perAccount: null, perKey: null, perAddress: { points: 30, seconds: 5 * MINUTE }, isClosedOnFailure: true },
} as const satisfies Record<string, Policy>;

export type PolicyName = keyof typeof POLICIES;
