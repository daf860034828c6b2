/** `event:` names of `GET /api/v1/edits/{id}/events`; `data:` is the edit. */
export const EDIT_EVENTS = ["stage", "progress", "preview", "done"] as const;
