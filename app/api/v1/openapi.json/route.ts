import { openApiDocument } from "#lib/contracts/openapi.ts";
import { route } from "#lib/server/http.ts";

/** Public: it describes the API and nothing of anyone. */
export const GET = route({}, () =>
  Response.json(openApiDocument(), { headers: { "Cache-Control": "public, max-age=300" } }),
);
