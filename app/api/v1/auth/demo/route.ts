import { signInToDemo } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ limit: "auth" }, ({ openSession }) => signInToDemo(openSession()));
