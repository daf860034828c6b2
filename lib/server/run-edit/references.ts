import "server-only";
import type { EncodedImage, Model } from "#lib/providers/provider.ts";
import { decodeReference } from "../codec/untrusted.ts";
import { getObject, pathOf } from "../storage.ts";
import type { Run } from "../store/edit-runs.ts";
import { encodeFor } from "./model-input.ts";

/** Enough to see a style or a subject by; services scale what is larger down themselves. */
const MAX_SIDE = 2048;

/** The further pictures of an edit in one of the model's formats: decoded and encoded anew, nothing of the files is sent. */
export async function readReferences(
  { edit, image, userId, referenceCount }: Run,
  model: Model,
): Promise<EncodedImage[]> {
  const references: EncodedImage[] = [];
  for (let index = 0; index < referenceCount; index++) {
    const bytes = await getObject(pathOf.reference(userId, image.id, edit.id, index));
    references.push(await encodeFor(await decodeReference(bytes, MAX_SIDE), model));
  }
  return references;
}
