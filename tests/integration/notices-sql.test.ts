import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { migrate } from "#supabase/migrate.ts";
import { makeDatabase } from "./global-setup.ts";

const MIGRATIONS = fileURLToPath(new URL("../../supabase/migrations", import.meta.url));
const NAME = "told_in_words";

test("what was said of edits before there were codes is still there, as it was told", async () => {
  const server = inject("postgresUrl");
  const databaseUrl = await makeDatabase(server, NAME);
  const directory = await mkdtemp(path.join(tmpdir(), "repaint-migrations-"));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const before = (await readdir(MIGRATIONS)).filter((name) => name < "20261126150000");
    for (const name of before) await cp(path.join(MIGRATIONS, name), path.join(directory, name));
    await migrate({ databaseUrl, directory });
    await client.query(`
      insert into auth.users (id, email) values ('00000000-0000-4000-8000-000000000001', 'a@example.test');
      insert into public.images (id, user_id, name, format, bytes)
      values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'a.jpg', 'jpeg', 1);
      insert into public.edits (user_id, image_id, operation, model, status, tokens_quoted, finished_at,
        outside_pixels_changed, choice, warnings)
      select '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 'erase', 'a/b',
        'succeeded', 1, now(), 0, choice, warnings::jsonb
      from (values
        ('Cheapest of 2.', '[{"code": "resized", "message": "Coarser."}, {"code": "told", "message": "Slower."}]'),
        (null, '[]')
      ) as said (choice, warnings)`);

    await migrate({ databaseUrl });

    const told = (text: string) => ({ code: "told", values: { text } });
    const { rows } = await client.query("select choice, warnings from public.edits order by choice is null");
    expect(rows).toEqual([
      { choice: told("Cheapest of 2."), warnings: [told("Coarser."), told("Slower.")] },
      { choice: null, warnings: [] },
    ]);
    await expect(client.query("update public.edits set prompt = 'a hat'")).rejects.toThrow(/cannot become/);
  } finally {
    await client.end();
    await rm(directory, { recursive: true });
  }
});
