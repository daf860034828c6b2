import { route } from "#lib/server/http.ts";
import { describeModels } from "#lib/server/models.ts";

export const GET = route({ user: true }, async () => ({ models: await describeModels() }));
