import { pictureAnswer, webPage } from "../kit/answer.ts";
import { checkFields, type JsonRules, readJson } from "../kit/json-body.ts";
import { binarised, paint, readLuminance, readPicture } from "../kit/picture.ts";
import type { Standin } from "../kit/standin.ts";

const RULES: JsonRules = {
  image: { type: "picture", required: true },
  mask: { type: "picture", required: true },
  prompt: { type: "text" },
  negative_prompt: { type: "text" },
  sd_seed: { type: "number", min: -1, max: 2_147_483_647, integer: true },
  sd_mask_blur: { type: "number", min: 0, max: 64, integer: true },
  sd_strength: { type: "number", min: 0, max: 1 },
  sd_steps: { type: "number", min: 1, max: 1_000, integer: true },
  sd_guidance_scale: { type: "number", min: 0, max: 100 },
};

/** IOPaint's `POST /api/v1/inpaint`: no key, JSON with base64 pictures, white repaints above 127. */
export const iopaint: Standin = {
  id: "iopaint",
  key: "",
  faults: {
    "no-memory": { code: "overloaded", answer: () => detail(500, "CUDA out of memory") },
    "sizes-differ": { code: "mask_rejected", answer: () => detail(400, "Image size and mask size not match") },
    "bad-field": { code: "bad_response", answer: () => detail(422, "value is not a valid integer") },
    "not-a-picture": { code: "bad_response" },
  },
  handle: async (request, { fault, saw }) => {
    if (request.method !== "POST" || new URL(request.url).pathname !== "/api/v1/inpaint")
      return detail(404, "Not Found");
    const refuse = (reason: string) => detail(422, reason);
    const body = await readJson(request, refuse);
    checkFields(body, RULES, refuse);
    const image = Buffer.from(String(body.image), "base64");
    const mask = await readLuminance(Buffer.from(String(body.mask), "base64"));
    const size = await readPicture(image);
    if (mask.width !== size.width || mask.height !== size.height)
      return detail(400, "Image size and mask size not match");
    const region = binarised(mask);
    const { image: _image, mask: _mask, ...fields } = body;
    const prompt = body.prompt === undefined ? null : String(body.prompt);
    saw({ endpoint: "/api/v1/inpaint", size, region, prompt, fields });
    if (fault === "not-a-picture") return webPage();
    return pictureAnswer(await paint(image, region, prompt ?? ""), { "x-seed": "42" });
  },
};

const detail = (status: number, text: string) => Response.json({ detail: text }, { status });
