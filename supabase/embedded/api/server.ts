/** The child process that serves the Supabase API. Its parent is supabase.ts, which tells it its settings. */
import { createServer } from "node:http";
import { App } from "@supabase/lite";
import { liteSchema } from "../lite-schema.ts";
import { connectLite } from "./connection.ts";
import { clearDrafts, createFileStorage } from "./file-storage.ts";
import { createGateway } from "./gateway.ts";
import { toNodeHandler } from "./http-bridge.ts";
import { openMailbox } from "./mailbox.ts";
import { createMailer } from "./mailer.ts";
import { redirectTarget } from "./request-context.ts";
import type { LiteSettings } from "./settings.ts";

process.once("message", (settings) => void serve(settings as LiteSettings));
process.send?.({ schema: liteSchema() });

async function serve(settings: LiteSettings): Promise<void> {
  const connection = connectLite(settings.databaseUrl);
  const mailbox = openMailbox(settings.mailboxDirectory);
  const app = new App(configure(settings, connection));
  app._mailer = createMailer(mailbox, settings.appUrl, redirectTarget);
  app._storageAdapter = createFileStorage(settings.storageDirectory, async (bucket, key) => {
    const [row] = await connection.driver<{ type: string | null }[]>`
      select metadata->>'mimetype' as type from storage.objects where bucket_id = ${bucket} and name = ${key}`;
    return row?.type ?? "application/octet-stream";
  });
  await clearDrafts(settings.storageDirectory);
  await app.init();

  const gateway = createGateway({ app: app as unknown as App, settings, mailbox, sql: connection.driver });
  const server = createServer(toNodeHandler(gateway));
  // Uploads over a slow disk take longer than Node's default for a whole request.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  server.listen(settings.port, "127.0.0.1", () => process.send?.({ ready: true }));
  server.once("error", (error) => {
    console.error(error);
    process.exit(1);
  });
  process.once("SIGTERM", async () => {
    server.close();
    server.closeIdleConnections();
    await connection.driver.end({ timeout: 2 });
    process.exit(0);
  });
}

function configure(settings: LiteSettings, connection: ReturnType<typeof connectLite>) {
  return {
    connection,
    api: { schemas: ["public"], extra_search_path: ["public"] },
    auth: {
      enabled: true,
      jwt_secret: settings.jwtSecret,
      publishable_key: settings.publishableKey,
      secret_key: settings.secretKey,
      site_url: settings.appUrl,
      minimum_password_length: 8,
      email: {
        enable_signup: true,
        enable_confirmations: true,
        // Lite's two-sided change asks the old address only and never proves the new one; one-sided proves the new one.
        double_confirm_changes: false,
        // A mail's token hash is a hash of address and code, so the code must be long enough not to be guessed.
        otp_length: 10,
        otp_expiry: 3600,
      },
    },
    storage: { enabled: true, file_size_limit: "1GiB" },
    studio: { enabled: false },
    db: { migrations: { enabled: false } },
    options: { server: { admin: false, disableStudio: true } },
  };
}
