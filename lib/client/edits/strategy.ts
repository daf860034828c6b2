/**
 * How the server chooses where nobody names a model: the values of `model` that are not a model's id, and what the
 * message catalogue calls them.
 */
export const STRATEGIES = [
  { value: "auto", name: "cheapest" },
  { value: "auto:fast", name: "fastest" },
  { value: "auto:best", name: "best" },
] as const;

export type Strategy = (typeof STRATEGIES)[number]["value"];

export function isStrategy(model: string): model is Strategy {
  return STRATEGIES.some(({ value }) => value === model);
}
