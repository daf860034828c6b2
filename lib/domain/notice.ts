/**
 * What the server has to say to a person about an edit or a model: a code, and what its sentence names. The sentences
 * are in the message catalogue, in every language, under `notices`; a new code is one line here and one there.
 */
export type Notice<Sentences> = {
  [Code in keyof Sentences]: { readonly code: Code; readonly values: Readonly<Sentences[Code]> };
}[keyof Sentences];

type NoValues = Record<never, never>;

/** In the words of whoever has no code for it, in English: a provider of one's own, or an edit from before there were codes. */
interface Told {
  readonly told: { text: string };
}

/** A model by its id, a setting by its name: the page says what they are called in the person's language. */
type ModelId = string;
type OptionName = string;

interface WarningSentences extends Told {
  readonly option_unsupported: { model: ModelId; option: OptionName };
  readonly prompt_ignored: { model: ModelId };
  /** The model saw the picture at this share of its size. */
  readonly resized: { model: ModelId; percent: number };
  /** The local engine has no model at all. */
  readonly engine_fallback: NoValues;
  /** The operator's own model of the local engine could not be used. */
  readonly engine_model_replaced: NoValues;
  readonly own_style_only: NoValues;
  readonly substyle_first: NoValues;
  readonly one_style_source: NoValues;
  readonly style_pictures_too_large: { megabytes: number };
  readonly light_without_direction: NoValues;
  readonly background_is_transparent: NoValues;
}

/** Something asked for that could not be done, told with the result. */
export type Warning = Notice<WarningSentences>;

/** Whether it mattered that the model follows the description. */
export type Task = "description" | "any";

interface ChoiceSentences extends Told {
  readonly only_one: { task: Task; tokens: number };
  readonly cheapest: { task: Task; count: number; tokens: number };
  readonly fastest: { task: Task; count: number; tokens: number; seconds: number };
  readonly most_reliable: { task: Task; count: number; tokens: number; percent: number };
  /** There are no measurements to choose by yet: the cheapest. */
  readonly nothing_measured: { task: Task; count: number; tokens: number };
  /** The one that was named is out of order. */
  readonly stands_in: { model: ModelId; failed: ModelId; tokens: number };
  readonly took_over: { model: ModelId; failed: ModelId; why: FailureWord };
  readonly took_over_from_two: {
    model: ModelId;
    failed: ModelId;
    why: FailureWord;
    failedNext: ModelId;
    whyNext: FailureWord;
  };
}

/** Why a model was chosen for the person. */
export type Choice = Notice<ChoiceSentences>;

/** What a model failed of, as far as it is the person's business; all else is `unavailable`. */
export const FAILURE_WORDS = [
  "overloaded",
  "network",
  "timeout",
  "bad_response",
  "provider_rate_limited",
  "model_retired",
  "mask_rejected",
  "image_rejected",
  "engine_out_of_memory",
  "unavailable",
] as const;
export type FailureWord = (typeof FAILURE_WORDS)[number];

/** The environment variable that the operator has to set, or to set right. */
interface Unset {
  variable: string;
}

interface UnavailabilitySentences extends Told {
  /** `from`: who gives out keys. */
  readonly key_missing: Unset & { from: string };
  readonly address_missing: Unset;
  readonly model_missing: Unset;
  readonly login_malformed: Unset;
  readonly workflow_missing: Unset;
  readonly workflow_unreadable: Unset;
  readonly workflow_malformed: Unset;
  readonly workflow_lacks_node: Unset & { node: string };
  readonly workflow_lacks_task: Unset;
  readonly workflow_lacks_input: Unset & { node: string; inputs: string };
  /** Out of order, for a while or until somebody mends it. */
  readonly out_of_order: NoValues;
  readonly operator_needed: NoValues;
  readonly retired: NoValues;
  /** By the operator. */
  readonly switched_off: NoValues;
  /** What the operator lets it cost in a day is used up, until midnight UTC. */
  readonly daily_cap: NoValues;
}

/** Why a model cannot be used on this server now. */
export type Unavailability = Notice<UnavailabilitySentences>;
