import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  /** Hex SHA-256 of the text with LF line ends, so that a checkout with CRLF is the same migration. */
  readonly sha256: string;
}

/** The `.sql` files of a folder in the order of their names, which begin with a number. */
export async function readMigrations(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => /^\d+_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(path.join(directory, name), "utf8")).replaceAll("\r\n", "\n");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

export interface AppliedMigration {
  readonly name: string;
  readonly sha256: string;
}

/** A history that does not match the files: applying more on top of it could lose data, so a person must look. */
export class MigrationHistoryError extends Error {
  override readonly name = "MigrationHistoryError";
}

/**
 * The files still to apply.
 * @throws MigrationHistoryError naming the file that was edited, is gone, or was slipped in before applied ones.
 */
export function planMigrations(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { name, sha256 } of applied) {
    const file = byName.get(name);
    if (!file) {
      throw new MigrationHistoryError(
        `${name} was applied to this database but is not in supabase/migrations. Restore the file, or use the version of Repaint this database belongs to.`,
      );
    }
    if (file.sha256 !== sha256) {
      throw new MigrationHistoryError(
        `${name} was edited after it was applied to this database. Restore the file and put the change into a new migration.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  const last =
    applied
      .map(({ name }) => name)
      .sort()
      .at(-1) ?? "";
  const pending = files.filter(({ name }) => !done.has(name));
  const early = pending.find(({ name }) => name < last);
  if (early) {
    throw new MigrationHistoryError(
      `${early.name} is new but sorts before ${last}, which was applied already. Give it a later number.`,
    );
  }
  return pending;
}
