import { idParams } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { editEvents } from "#lib/server/edit-events.ts";
import { route } from "#lib/server/http.ts";
import { getEdit } from "#lib/server/store/edits.ts";

export const GET = route({ user: true, params: idParams }, async ({ request, user, params }) => {
  const edit = await getEdit(user.id, params.id);
  if (!edit) throw new RepaintError("not_found");
  const stream = editEvents(user.id, edit, request.headers.get("last-event-id"), request.signal);
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "private, no-store, no-transform",
      // nginx and others hold answers back to compress or buffer them.
      "X-Accel-Buffering": "no",
    },
  });
});
