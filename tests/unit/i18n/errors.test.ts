import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { ApiError, asApiError, localError, unreachable } from "#lib/client/api-error.ts";
import { errorFromAnswer } from "#lib/client/error-answer.ts";
import { wordsOfError } from "#lib/client/error-words.ts";
import { SENTENCES } from "#lib/domain/error-sentences.ts";
import { messagesOf } from "#lib/i18n/messages.ts";

const messages = await messagesOf("en");
const { errors } = messages;
const english = createTranslator({ locale: "en", messages });
const german = createTranslator({ locale: "de", messages: await messagesOf("de") });

const answer = (status: number, error: object) => errorFromAnswer(status, JSON.stringify({ error }));

test("in English an error reads on the page as the API tells it", () => {
  expect(errors.codes).toEqual(SENTENCES);
});

test("an error of the API is read in the language of the page", () => {
  const told = answer(422, { code: "mask_empty", message: "Whatever the server says.", requestId: "r" });
  expect(wordsOfError(german, told)).toBe("Noch ist nichts markiert. Übermale, was sich ändern soll.");
  expect(wordsOfError(german, unreachable())).toContain("Server ist nicht zu erreichen");
  expect(wordsOfError(german, asApiError(new Error("a fault of the page")))).toContain("Lade sie neu");
});

test("an error that this page does not know yet reads as the server tells it", () => {
  const told = answer(422, { code: "moon_too_bright", message: "Wait for the new moon.", requestId: "r-1" });
  expect(told).toMatchObject({ code: "invalid_request", requestId: "r-1" });
  expect(wordsOfError(german, told)).toBe("Wait for the new moon.");
});

test("a proxy's answer reads as what its status means", () => {
  expect(wordsOfError(german, errorFromAnswer(502, "<html>nginx</html>"))).toContain("Server ist beschäftigt");
});

test("what an edit lacks is named in the language of the page", () => {
  const unfilled = localError("option_required", "optionUnfilled", {
    field: "options.seed",
    values: { option: "Seed" },
  });
  expect(unfilled).toMatchObject({ field: "options.seed" });
  expect(wordsOfError(english, unfilled)).toBe("Fill in “Seed” under Settings.");
  expect(wordsOfError(german, unfilled)).toBe("Fülle „Seed“ unter Einstellungen aus.");
  const nobody = localError("model_unavailable", "noModel", { values: { operation: "erase" } });
  expect(wordsOfError(english, nobody)).toContain("does this (Erase).");
  expect(wordsOfError(german, nobody)).toContain("kann das (Entfernen).");
});

test("an error with a sentence of its own keeps it", () => {
  expect(wordsOfError(german, new ApiError("invalid_request", { message: "Say how far." }))).toBe("Say how far.");
});

test("a refusal under content rules says where it was made and why, in plain words", () => {
  const read = (side: "input" | "output" | null, category: string | null) =>
    wordsOfError(english, { code: "moderated", message: "", moderation: { side, category } }).replace(
      `${SENTENCES.moderated}`,
      "Refused.",
    );
  expect(read("input", "SELF_HARM")).toBe("Refused. What was sent was refused; the reason given: self harm.");
  expect(read("output", null)).toBe("Refused. What the model painted was withheld.");
  expect(read(null, "sexual/minors")).toBe("Refused. The reason given: sexual, minors.");
  expect(read(null, null)).toBe("Refused.");
});
