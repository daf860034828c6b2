import sharp from "sharp";
import type { Mask, Size } from "#lib/domain/raster.ts";
import { redirectInside } from "../kit/answer.ts";
import { type FieldRule, type Fields, readForm } from "../kit/form.ts";
import { cutOutMiddle, paint, readPicture, readStrictMask } from "../kit/picture.ts";
import { Refusal, type Standin } from "../kit/standin.ts";

/**
 * Recraft's `POST /images/…`: bearer token, multipart, a strictly black and white mask of the picture's size whose
 * white is painted. Errors are plain text; the statuses and words of those it does not document are assumed.
 */
export function createRecraftStandin(): Standin {
  const files = new Map<string, Uint8Array>();
  return {
    id: "recraft",
    key: "recraft-sandbox-token",
    faults: {
      unauthorized: { code: "invalid_key", answer: () => text(401, "request unauthorized") },
      "not-found": { code: "model_retired", answer: () => text(404, "404 page not found") },
      "no-units": { code: "insufficient_credit", answer: () => text(403, "the token needs a positive unit balance") },
      "mask-refused": { code: "mask_rejected", answer: () => json(400, "mask must be black and white") },
      "prompt-refused": { code: "prompt_rejected", answer: () => json(400, "prompt is too long") },
      "picture-refused": { code: "image_rejected", answer: () => text(400, "invalid input") },
      unsafe: { code: "moderated", answer: () => json(422, "nsfw content is not allowed") },
      busy: { code: "provider_rate_limited", answer: () => text(429, "too many requests") },
      broken: { code: "overloaded", answer: () => text(500, "internal error") },
      "web-page": { code: "bad_response", answer: () => new Response("<html></html>") },
      "no-picture": { code: "bad_response" },
      "not-a-picture": { code: "bad_response" },
      "not-a-picture-by-url": { code: "bad_response" },
      "expired-url": { code: "bad_response" },
      "private-redirect": { code: "bad_response" },
    },
    handle: async (request, { baseUrl, fault, saw }) => {
      const path = new URL(request.url).pathname;
      if (request.method === "GET") return serve(path, files);
      const endpoint = ENDPOINTS[path];
      if (request.method !== "POST" || !endpoint) return text(404, "404 page not found");
      if (request.headers.get("authorization") !== "Bearer recraft-sandbox-token")
        return text(401, "request unauthorized");
      const form = await readForm(request, { ...COMMON, ...endpoint.fields }, (reason) => text(400, reason));
      const sent = await readSent(form, endpoint);
      const { prompt, ...fields } = form.values;
      saw({
        endpoint: path,
        size: sent.size,
        region: sent.region,
        prompt: prompt === undefined ? null : String(prompt),
        fields,
      });

      const painted = await endpoint.result(sent, form.values);
      const result = fault?.startsWith("not-a-picture") ? HTML : painted;
      const name = `/files/${files.size + 1}.png`;
      if (fault !== "expired-url") files.set(name, result);
      const picture =
        form.values.response_format === "b64_json" && !BY_URL.has(fault)
          ? { b64_json: Buffer.from(result).toString("base64") }
          : { url: `${baseUrl}${fault === "private-redirect" ? "/files/elsewhere" : name}` };
      const found = fault === "no-picture" ? {} : { image_id: "5f7c", ...picture };
      const shape = endpoint.answers === "data" ? { data: [found] } : { image: found };
      return Response.json({ created: 1_790_000_000, credits: endpoint.units, ...shape });
    },
  };
}

/** An address although base64 was asked for. */
const BY_URL: ReadonlySet<string | null> = new Set(["not-a-picture-by-url", "expired-url", "private-redirect"]);

interface Sent {
  readonly image: Uint8Array;
  readonly size: Size;
  readonly region: Mask | null;
}

interface Endpoint {
  readonly fields: Readonly<Record<string, FieldRule>>;
  readonly minSide: number;
  readonly answers: "data" | "image";
  readonly units: number;
  result(sent: Sent, values: Fields["values"]): Promise<Uint8Array>;
}

const COMMON: Readonly<Record<string, FieldRule>> = {
  image: { type: "file", required: true },
  response_format: { type: "choice", values: ["url", "b64_json"] },
  image_format: { type: "choice", values: ["webp", "png"] },
  expire: { type: "choice", values: ["true", "false"] },
};
const MASK: FieldRule = { type: "file", required: true };
const PROMPT: FieldRule = { type: "text", required: true, min: 1, max: 1_000 };
const SUBSTYLES =
  "2d_art_poster 3d 80s glow grain hand_drawn infantile_sketch kawaii pixel_art psychedelic seamless voxel " +
  "watercolor broken_line colored_outline colored_shapes colored_shapes_gradient doodle_fill " +
  "doodle_offset_fill offset_fill outline outline_gradient cartoon doodle_line_art engraving flat_2 " +
  "line_art linocut b_and_w enterprise hard_flash hdr motion_blur natural_light studio_portrait " +
  "line_circuit 2d_art_poster_2 engraving_color hand_drawn_outline handmade_3d plastic pictogram " +
  "antiquarian bold_fantasy child_book cover crosshatch digital_engraving expressionism freehand_details " +
  "grain_20 graphic_intensity hard_comics long_shadow modern_folk multicolor neon_calm noir " +
  "nostalgic_pastel outline_details pastel_gradient pastel_sketch pop_art pop_renaissance street_art " +
  "tablet_sketch urban_glow urban_sketching young_adult_book young_adult_book_2 evening_light " +
  "faded_nostalgia forest_life mystic_naturalism natural_tones organic_calm real_life_glow retro_realism " +
  "retro_snapshot urban_drama village_realism warm_folk bold_stroke chemistry colored_stencil cosmics " +
  "cutout depressive editorial emotional_flat marker_outline mosaic naivector roundish_flat " +
  "segmented_colors sharp_contrast thin vector_photo vivid_shapes emblem_graffiti emblem_pop_art " +
  "emblem_punk emblem_stamp emblem_vintage";
const STYLE: Readonly<Record<string, FieldRule>> = {
  n: { type: "number", min: 1, max: 6, integer: true },
  model: { type: "choice", values: ["recraftv3", "recraftv3_vector"] },
  style: {
    type: "choice",
    values: ["any", "realistic_image", "digital_illustration", "vector_illustration", "icon", "logo_raster"],
  },
  substyle: { type: "choice", values: SUBSTYLES.split(" ") },
  style_id: { type: "text", min: 1 },
  negative_prompt: { type: "text" },
};
const PAINTER: Readonly<Record<string, FieldRule>> = {
  ...STYLE,
  prompt: PROMPT,
  random_seed: { type: "number", min: 0, max: 4_294_967_295, integer: true },
  style_match: { type: "choice", values: ["regular", "precise", "flexible"] },
  creativity: { type: "choice", values: ["simple", "standard", "eccentric"] },
};
const ANY_MODEL: FieldRule = { type: "choice", values: ["recraftv3", "recraftv3_vector", "recraftv4", "recraftv4_1"] };
const SIDE: FieldRule = { type: "number", min: 0, max: 4096, integer: true };

const repaint: Endpoint["result"] = ({ image, region }, { prompt = "" }) => paint(image, region, String(prompt));
const double: Endpoint["result"] = ({ image, size }) =>
  sharp(image)
    .resize(size.width * 2, size.height * 2)
    .png()
    .toBuffer();
const painter = { minSide: 256, answers: "data", units: 40, result: repaint } as const;

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/images/inpaint": { ...painter, fields: { ...PAINTER, mask: MASK } },
  "/images/generateBackground": { ...painter, fields: { ...PAINTER, mask: MASK } },
  "/images/replaceBackground": { ...painter, fields: PAINTER },
  "/images/imageToImage": {
    ...painter,
    fields: {
      ...STYLE,
      model: ANY_MODEL,
      prompt: PROMPT,
      strength: { type: "number", required: true, min: 0, max: 1 },
    },
  },
  "/images/outpaint": {
    ...painter,
    fields: { prompt: PROMPT, expand_left: SIDE, expand_right: SIDE, expand_top: SIDE, expand_bottom: SIDE },
    result: extend,
  },
  "/images/eraseRegion": { ...painter, answers: "image", units: 2, fields: { mask: MASK } },
  "/images/removeBackground": {
    minSide: 256,
    answers: "image",
    units: 10,
    fields: {},
    result: ({ image }) => cutOutMiddle(image),
  },
  "/images/crispUpscale": { minSide: 32, answers: "image", units: 4, fields: {}, result: double },
  "/images/creativeUpscale": { minSide: 256, answers: "image", units: 250, fields: {}, result: double },
};

async function readSent({ files, values }: Fields, { fields, minSide }: Endpoint): Promise<Sent> {
  const image = files.image?.[0] ?? new Uint8Array(0);
  const { width, height, format, bytes } = await readPicture(image).catch(() => refuse("image cannot be read"));
  if (!["png", "jpeg", "webp"].includes(format)) refuse("image must be PNG, JPG or WEBP");
  if (bytes > 5_000_000) refuse("image is too large");
  if (Math.min(width, height) < minSide || Math.max(width, height) > 4096) refuse("image sides are out of range");
  if (width * height > 16_000_000) refuse("image has more than 16 megapixels");
  if (values.style_id !== undefined && values.style !== undefined) refuse("style and style_id are exclusive");
  if (values.substyle !== undefined && values.style === undefined) refuse("substyle needs its style");
  // Without a model this endpoint runs V4.1, which has no styles.
  const isV3 = fields.model !== ANY_MODEL || String(values.model).startsWith("recraftv3");
  const isStyled = [values.style, values.style_id, values.negative_prompt].some((value) => value !== undefined);
  if (isStyled && !isV3) refuse("only recraftv3 has styles");
  const size = { width, height };
  if (!fields.mask) return { image, size, region: null };
  return { image, size, region: await readStrictMask(files.mask?.[0] ?? new Uint8Array(0), size, refuse) };
}

async function extend({ image, size }: Sent, values: Fields["values"]): Promise<Uint8Array> {
  const by = (side: string) => Number(values[`expand_${side}`] ?? 0);
  const edges = { left: by("left"), top: by("top"), right: by("right"), bottom: by("bottom") };
  const width = size.width + edges.left + edges.right;
  const height = size.height + edges.top + edges.bottom;
  if (width === size.width && height === size.height) refuse("nothing to expand");
  if (Math.max(width, height) > 4096) refuse("the result is too large");
  return sharp(image)
    .extend({ ...edges, background: "#7f9f7f" })
    .png()
    .toBuffer();
}

/** Results lie open for whoever has their address. */
function serve(path: string, files: ReadonlyMap<string, Uint8Array>): Response {
  if (path === "/files/elsewhere") return redirectInside();
  const bytes = files.get(path);
  return bytes ? new Response(new Uint8Array(bytes)) : text(404, "404 page not found");
}

const HTML = new TextEncoder().encode("<html></html>");

const text = (status: number, body: string) =>
  new Response(body, { status, headers: { "content-type": "text/plain" } });
const json = (status: number, message: string) => Response.json({ message }, { status });

function refuse(reason: string): never {
  throw new Refusal(text(400, reason));
}
