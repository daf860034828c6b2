import { newSubmission } from "#lib/client/api.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { wordsOfError } from "#lib/client/error-words.ts";
import { clearMask, layersAsked, referencesFor, submit } from "./commands.ts";
import { currentAsk } from "./current-ask.ts";
import type { Editor } from "./editor.ts";
import { notify } from "./notify.ts";

/**
 * Asks for the edit that is set up once of each model, as edits of their own with the same mask, and shows them side by
 * side. Throws `ApiError` when none of them was taken; what is refused of several is told and the rest goes on.
 */
export async function runComparison(editor: Editor, modelIds: readonly string[]): Promise<void> {
  const asks = modelIds.map((id) => ({ ...currentAsk(editor, id), references: referencesFor(editor, id) }));
  const sendsMask = asks.some((ask) => ask.sendsMask);
  const layers = layersAsked(editor);
  const { revision } = editor.mask;
  const mask = sendsMask ? await editor.mask.encode(layers) : null;
  const answers = await Promise.allSettled(
    asks.map(async ({ request, region, missing, references, ...ask }) => {
      if (missing || !region) throw missing;
      const files = { mask: ask.sendsMask ? mask : null, references: references.map(({ file }) => file) };
      const editId = await submit(editor, newSubmission(request, files), region);
      editor.comparison.getState().expect(editId);
      return editId;
    }),
  );
  void editor.account.getState().refreshTokens();
  const editIds = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  const refusals = answers.flatMap((answer) => (answer.status === "rejected" ? [asApiError(answer.reason)] : []));
  if (editIds.length === 0) throw refusals[0];
  const { t } = editor.words.getState();
  for (const refusal of refusals) notify("error", t("edits.oneRefused"), { description: wordsOfError(t, refusal) });
  if (sendsMask && !cameToNothing(editor, editIds)) clearMask(editor, { revision, layers }, editIds);
  editor.comparison.getState().begin(editIds);
}

/** Whether all of them have ended and there is nothing to show for it. */
export function cameToNothing({ edits }: Pick<Editor, "edits">, editIds: readonly string[]): boolean {
  return editIds.every((editId) => {
    const status = edits.getState().edits.get(editId)?.status;
    return status === "failed" || status === "cancelled";
  });
}
