import "server-only";
import { createHash, randomBytes } from "node:crypto";

const MARK = "rp_";
const RANDOM_BYTES = 32;
/** 36 of the secret's 256 bits: enough to tell one's keys apart, useless for guessing the rest. */
const SHOWN_CHARACTERS = 6;

/** A secret, and what is kept of it. */
export interface NewSecret {
  readonly secret: string;
  readonly prefix: string;
  readonly secretSha256: string;
}

/** The mark lets scanners of source code and logs find keys that got where they must not be. */
export function newSecret(): NewSecret {
  const secret = MARK + randomBytes(RANDOM_BYTES).toString("base64url");
  return { secret, prefix: secret.slice(0, MARK.length + SHOWN_CHARACTERS), secretSha256: hashOf(secret) };
}

/** Null for what cannot be one, which then needs no look into the database. */
export function hashOfSecret(text: string): string | null {
  return /^rp_[A-Za-z0-9_-]{43}$/.test(text) ? hashOf(text) : null;
}

const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
