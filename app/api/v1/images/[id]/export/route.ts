import { exportQuery } from "#lib/contracts/image.ts";
import { idParams } from "#lib/contracts/params.ts";
import { exportVersion } from "#lib/server/export-version.ts";
import { route } from "#lib/server/http.ts";

export const GET = route({ user: true, params: idParams, query: exportQuery }, async ({ user, params, query }) => {
  const { bytes, headers } = await exportVersion(user.id, params.id, query);
  return new Response(bytes as BodyInit, { headers });
});
