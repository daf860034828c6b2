/** How the server chooses where nobody names a model: the values of `model` that are not a model's id. */
export const STRATEGIES = [
  { value: "auto", label: "Cheapest", hint: "The model that can do it for the fewest tokens." },
  { value: "auto:fast", label: "Fastest", hint: "The model that has been quickest on this server." },
  { value: "auto:best", label: "Best rated", hint: "The model whose edits succeed most often on this server." },
] as const;

export type Strategy = (typeof STRATEGIES)[number]["value"];

export function isStrategy(model: string): model is Strategy {
  return STRATEGIES.some(({ value }) => value === model);
}
