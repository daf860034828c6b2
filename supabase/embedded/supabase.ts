import { fileURLToPath } from "node:url";
import type { LiteSettings } from "./api/settings.ts";
import { type Child, startChild } from "./process/child.ts";
import { StartError } from "./start-error.ts";

const SERVER = fileURLToPath(new URL("api/server.ts", import.meta.url));
const EXIT_WITH_PARENT = new URL("process/exit-with-parent.ts", import.meta.url).href;

/** Lite reads these when it is loaded: its storage is behind a flag, and its telemetry is on unless refused. */
const LITE_ENVIRONMENT = { EXPERIMENTAL_STORAGE: "1", LITE_TELEMETRY: "0", DO_NOT_TRACK: "1" };

export interface SupabaseProcess {
  readonly child: Child;
  /** SQL that makes the schemas lite works on. */
  readonly schema: string;
  /** Gives it its settings and resolves when it answers. The schemas must exist by then. */
  serve(settings: LiteSettings): Promise<void>;
}

/** Starts the child process of the Supabase API, which loads while others start, and waits to be told what to serve. */
export async function startSupabase(logFile: string): Promise<SupabaseProcess> {
  const child = startChild({
    name: "Supabase API",
    args: ["--import", EXIT_WITH_PARENT, SERVER],
    env: { ...process.env, ...LITE_ENVIRONMENT },
    logFile,
    isInBackground: true,
  });
  const messages = receive(child);
  const { schema } = await messages.next<{ schema: string }>("schema");
  return {
    child,
    schema,
    async serve(settings) {
      child.send({ ...settings });
      await messages.next("ready");
    },
  };

  function receive(from: Child) {
    const received: Record<string, unknown>[] = [];
    let wake = () => {};
    from.onMessage((message) => {
      received.push(message as Record<string, unknown>);
      wake();
    });
    return {
      /** The first message that has this field. */
      async next<Message>(field: string): Promise<Message> {
        for (;;) {
          const found = received.find((message) => field in message);
          if (found) return found as Message;
          const news = new Promise<null>((resolve) => {
            wake = () => resolve(null);
          });
          const ended = await Promise.race([news, from.exited]);
          if (ended !== null)
            throw new StartError(`The embedded Supabase API did not start: it ${ended} (more in ${logFile}).`);
        }
      },
    };
  }
}
