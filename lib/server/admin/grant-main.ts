import "server-only";
import { withEmbeddedDatabase } from "#supabase/embedded/reach-database.ts";
import { StartError } from "#supabase/embedded/start-error.ts";
import { explainDatabaseError } from "#supabase/migrate.ts";
import { parseLaunchEnvironment, requireProject } from "../env.ts";
import { loadEnvFiles } from "../env-files.ts";
import { type SetAdminOutcome, setAdmin } from "./set-admin.ts";

/**
 * `npm run admin:grant EMAIL` and `npm run admin:revoke EMAIL`: says who runs this server, in the database that `npm start`
 * uses, or the one in DATABASE_URL. Ends with 1 where it could not.
 */
const [command, email = ""] = process.argv.slice(2);
process.exitCode = await main(command !== "revoke", email.trim());

async function main(isAdmin: boolean, address: string): Promise<number> {
  if (address === "") {
    console.error(`Say whom: npm run admin:${isAdmin ? "grant" : "revoke"} somebody@example.com`);
    return 1;
  }
  try {
    loadEnvFiles();
    const answer = await inDatabase((databaseUrl) => setAdmin(databaseUrl, address, isAdmin));
    console.log(inWords(answer, address, isAdmin));
    return answer.outcome === "no_account" ? 1 : 0;
  } catch (error) {
    console.error(error instanceof StartError ? error.message : explainDatabaseError(error));
    return 1;
  }
}

function inDatabase<Result>(work: (databaseUrl: string) => Promise<Result>): Promise<Result> {
  const environment = parseLaunchEnvironment(process.env);
  const { SUPABASE_URL, DATABASE_URL, REPAINT_DATA_DIR } = environment;
  if (SUPABASE_URL !== undefined) return work(requireProject(environment).DATABASE_URL);
  return DATABASE_URL === undefined ? withEmbeddedDatabase(REPAINT_DATA_DIR, work) : work(DATABASE_URL);
}

function inWords({ outcome, admins }: SetAdminOutcome, address: string, isAdmin: boolean): string {
  const said = {
    granted: `${address} is an administrator now.`,
    revoked: `${address} is no administrator any more.`,
    unchanged: isAdmin ? `${address} was an administrator already.` : `${address} was no administrator.`,
    no_account: `There is no account with the address ${address}. Open it on the sign-up page first, then try again.`,
  }[outcome];
  return `${said}\n${admins.length === 0 ? "Nobody is an administrator." : `Administrators: ${admins.join(", ")}`}`;
}
