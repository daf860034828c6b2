import { createHash, randomBytes } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { z } from "zod";
import { StartError } from "./start-error.ts";

const secretsSchema = z.object({
  databasePassword: z.string().min(20),
  gatewayPassword: z.string().min(20),
  jwtSecret: z.string().min(32),
  publishableKey: z.string().startsWith("sb_publishable_"),
  secretKey: z.string().startsWith("sb_secret_"),
  demoPassword: z.string().min(20),
});
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * The keys and passwords of one embedded stack, made on its first start and kept readable by its owner only.
 * @throws StartError when the file is damaged, or is gone while its database is there: new ones would not open it.
 */
export async function loadSecrets(file: string, databaseExists: boolean): Promise<Secrets> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null && !databaseExists) return create(file);
  try {
    if (text === null) throw new Error("missing");
    return secretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StartError(
      `${file}, which holds the passwords of the embedded database, is missing or damaged. Restore it from a backup, or move the whole data folder away to start empty.`,
      { cause },
    );
  }
}

async function create(file: string): Promise<Secrets> {
  const secrets: Secrets = {
    databasePassword: randomText(),
    gatewayPassword: randomText(),
    jwtSecret: randomText(48),
    publishableKey: apiKey("publishable"),
    secretKey: apiKey("secret"),
    demoPassword: randomText(),
  };
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(JSON.stringify(secrets, null, 2));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  return secrets;
}

function randomText(bytes = 24): string {
  return randomBytes(bytes).toString("base64url");
}

/** The shape of Supabase's own keys: prefix, 22 random characters, 8 that check them. */
function apiKey(kind: "publishable" | "secret"): string {
  const body = `sb_${kind}_${randomText(17).slice(0, 22)}`;
  const check = createHash("sha256").update(`supabase-self-hosted|${body}`).digest("base64url").slice(0, 8);
  return `${body}_${check}`;
}
