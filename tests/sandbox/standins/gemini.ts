import sharp from "sharp";
import { z } from "zod";
import { paint, readPicture } from "../kit/picture.ts";
import type { Standin } from "../kit/standin.ts";

const RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "9:16", "16:9", "21:9"] as const;
/** Pictures per request: the edited one and its references. */
const MODELS: Readonly<Record<string, number>> = {
  "gemini-3-pro-image": 14,
  "gemini-3.1-flash-image": 3,
  "gemini-nano-banana-2.1": 3,
};
const MAX_REQUEST_BYTES = 20_000_000;

const Body = z.strictObject({
  contents: z
    .array(
      z.strictObject({
        role: z.enum(["user", "model"]).optional(),
        parts: z.array(
          z.union([
            z.strictObject({ text: z.string().min(1) }),
            z.strictObject({
              inlineData: z.strictObject({
                mimeType: z.enum(["image/png", "image/jpeg", "image/webp"]),
                data: z.base64().min(1),
              }),
            }),
          ]),
        ),
      }),
    )
    .length(1),
  generationConfig: z.strictObject({
    responseModalities: z.array(z.enum(["TEXT", "IMAGE"])).refine((modalities) => modalities.includes("IMAGE")),
    imageConfig: z
      .strictObject({ aspectRatio: z.enum(RATIOS).optional(), imageSize: z.enum(["512", "1K", "2K", "4K"]).optional() })
      .optional(),
  }),
});

/** `generateContent` of the image models: no mask, and answers in one of eight shapes. */
export const gemini: Standin = {
  id: "gemini",
  key: "gemini-sandbox-key",
  faults: {
    "wrong-key": {
      code: "invalid_key",
      answer: () => refused(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
    },
    "no-billing": {
      code: "insufficient_credit",
      answer: () => refused(400, "FAILED_PRECONDITION", "Please enable billing on your project."),
    },
    "bad-image": {
      code: "image_rejected",
      answer: () => refused(400, "INVALID_ARGUMENT", "Unable to process input image."),
    },
    "bad-field": { code: "bad_response", answer: () => refused(400, "INVALID_ARGUMENT", 'Unknown name "colour"') },
    forbidden: { code: "invalid_key", answer: () => refused(403, "PERMISSION_DENIED", "Permission denied.") },
    "no-balance": {
      code: "insufficient_credit",
      answer: () => refused(402, "RESOURCE_EXHAUSTED", "Your prepayment balance is depleted."),
    },
    retired: { code: "model_retired", answer: () => refused(404, "NOT_FOUND", "The model is not found.") },
    "too-many-requests": {
      code: "provider_rate_limited",
      answer: () => refused(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted."),
    },
    "server-error": { code: "overloaded", answer: () => refused(500, "INTERNAL", "An internal error has occurred.") },
    overloaded: { code: "overloaded", answer: () => refused(503, "UNAVAILABLE", "The model is overloaded.") },
    slow: { code: "timeout", answer: () => refused(504, "DEADLINE_EXCEEDED", "Deadline exceeded.") },
    "prompt-blocked": {
      code: "moderated",
      answer: () => Response.json({ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }),
    },
    "image-safety": { code: "content_filtered", answer: () => finished("IMAGE_SAFETY") },
    "image-prohibited": { code: "content_filtered", answer: () => finished("IMAGE_PROHIBITED_CONTENT") },
    "image-recitation": { code: "content_filtered", answer: () => finished("IMAGE_RECITATION") },
    "image-other": { code: "bad_response", answer: () => finished("IMAGE_OTHER") },
    "no-image": { code: "bad_response", answer: () => finished("NO_IMAGE", [{ text: "Which umbrella do you mean?" }]) },
    "not-json": { code: "bad_response", answer: () => new Response("<html>") },
    "not-a-picture": {
      code: "bad_response",
      answer: () => finished("STOP", [{ inlineData: { mimeType: "image/png", data: btoa("<html>") } }]),
    },
  },
  handle: async (request, { saw }) => {
    const name = /^\/v1beta\/models\/([^/:]+):generateContent$/.exec(new URL(request.url).pathname)?.[1] ?? "";
    const most = MODELS[name];
    if (request.method !== "POST" || most === undefined) return refused(404, "NOT_FOUND", `${name} is not found.`);
    if (request.headers.get("x-goog-api-key") !== gemini.key) {
      return refused(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.");
    }
    const text = await request.text();
    if (text.length > MAX_REQUEST_BYTES)
      return refused(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit.");
    const body = Body.safeParse(JSON.parse(text));
    if (!body.success) return refused(400, "INVALID_ARGUMENT", body.error.message);
    const parts = body.data.contents[0]?.parts ?? [];
    const pictures = parts.flatMap((part) =>
      "inlineData" in part ? [Buffer.from(part.inlineData.data, "base64")] : [],
    );
    const prompt = parts.flatMap((part) => ("text" in part ? [part.text] : [])).join("\n");
    const [picture] = pictures;
    if (!picture || pictures.length > most) return refused(400, "INVALID_ARGUMENT", `1 to ${most} images, please.`);
    const size = await readPicture(picture);
    const { imageConfig } = body.data.generationConfig;
    saw({ endpoint: name, size, region: null, prompt, fields: { ...imageConfig, references: pictures.length - 1 } });
    const shaped = await inShape(await paint(picture, null, prompt), imageConfig?.aspectRatio ?? nearestTo(size));
    return finished("STOP", [
      { thought: true, inlineData: { mimeType: "image/png", data: btoa("a draft") } },
      { text: "Here is your picture." },
      { inlineData: { mimeType: "image/png", data: shaped.toString("base64") } },
    ]);
  },
};

function refused(code: number, status: string, message: string): Response {
  return Response.json({ error: { code, message, status, details: [] } }, { status: code });
}

function finished(finishReason: string, parts: readonly unknown[] = []): Response {
  return Response.json({
    candidates: [{ content: { role: "model", parts }, finishReason, index: 0 }],
    usageMetadata: { promptTokenCount: 600, candidatesTokenCount: 1120, thoughtsTokenCount: 100 },
    responseId: "response-1",
  });
}

const ratioOf = (name: string) => {
  const [across = 1, down = 1] = name.split(":").map(Number);
  return across / down;
};

function nearestTo({ width, height }: { width: number; height: number }): string {
  const distance = (name: string) => Math.abs(Math.log((ratioOf(name) * height) / width));
  return RATIOS.reduce((best, next) => (distance(next) < distance(best) ? next : best));
}

async function inShape(picture: Buffer, ratio: string): Promise<Buffer> {
  const width = Math.round(1024 * Math.sqrt(ratioOf(ratio)));
  const height = Math.round(width / ratioOf(ratio));
  return await sharp(picture).resize(width, height, { fit: "fill" }).png({ compressionLevel: 1 }).toBuffer();
}
