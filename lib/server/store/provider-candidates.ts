import "server-only";
import type { Choice } from "#lib/domain/notice.ts";
import { callPatiently } from "../database.ts";
import type { Pulse } from "./edit-runs.ts";

/** A model that may do an edit, when those before it failed. */
export interface CandidateModel {
  readonly model: string;
  /** What the edit costs then: at most what is held. */
  readonly tokens: number;
}

/** In the order to be tried, from the one chosen first; empty where no other may do it. */
export function candidatesOf(editId: string): Promise<readonly CandidateModel[]> {
  return callPatiently<CandidateModel[]>("candidates_of", editId);
}

/** From here on the edit is this model's, also after a crash. `choice` tells the person why. */
export async function switchModel(editId: string, worker: string, model: string, choice: Choice): Promise<Pulse> {
  return (await callPatiently<{ outcome: Pulse }>("switch_model", editId, worker, model, choice)).outcome;
}
