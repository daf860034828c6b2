import "server-only";
import pino from "pino";

/** What must never reach a log, wherever it hangs. */
const SECRETS = [
  "password",
  "cookie",
  "cookies",
  "authorization",
  "apikey",
  "token",
  "tokenHash",
  "secret",
  "prompt",
  "email",
];

/** Structured lines on standard output. Name things by id (request, user, edit); never log a body, a cookie or a prompt. */
export const log = pino({
  base: null,
  redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
});
