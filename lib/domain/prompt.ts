/** Of a prompt of any model; most take fewer. */
export const MAX_PROMPT_CHARACTERS = 10_000;
