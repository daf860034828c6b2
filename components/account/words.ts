import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "#lib/contracts/account.ts";

/** What to do about a field that does not pass. */
export const EMAIL_WORDS = "Enter an e-mail address, such as name@example.com.";
export const NEW_PASSWORD_WORDS = `Use between ${MIN_PASSWORD_CHARACTERS} and ${MAX_PASSWORD_CHARACTERS} characters.`;
