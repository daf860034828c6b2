import { fileURLToPath } from "node:url";

/** In JavaScript, so that Next writes no settings for TypeScript beside it. */
export default { turbopack: { root: fileURLToPath(new URL("../../..", import.meta.url)) } };
