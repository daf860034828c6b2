import { signOut } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({}, ({ openSession }) => signOut(openSession()));
