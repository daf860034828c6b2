import compile from "icu-minify/compile";

/**
 * A loader for the message files, which are ICU MessageFormat: parses each text when the app is built, so that no browser
 * needs the parser. Fails on a text that cannot be parsed. What `use-intl/format-message/format-only` reads.
 */
export default function precompileMessages(source) {
  return JSON.stringify(compiled(JSON.parse(source)));
}

const compiled = (message) =>
  typeof message === "string"
    ? compile(message)
    : Object.fromEntries(Object.entries(message).map(([key, inner]) => [key, compiled(inner)]));
