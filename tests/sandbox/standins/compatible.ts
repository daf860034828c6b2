import type { Mask, Size } from "#lib/domain/raster.ts";
import { pictureAnswer } from "../kit/answer.ts";
import { readForm } from "../kit/form.ts";
import { paint, readPicture } from "../kit/picture.ts";
import { Refusal, type Standin } from "../kit/standin.ts";
import { faultsOf } from "./compatible-faults.ts";
import { SERVERS, type ServerKind } from "./compatible-servers.ts";

/**
 * A server of somebody's own that speaks OpenAI's image edits, as one of the known kinds: what its mask means, which
 * fields it knows and what it answers are that kind's own.
 */
export function createCompatibleStandin(kind: ServerKind = "openai"): Standin {
  const server = SERVERS[kind];
  /** Results behind an address, by their path. */
  const results = new Map<string, Uint8Array>();
  return {
    id: "compatible",
    key: server.key,
    faults: faultsOf(kind),
    handle: async (request, { baseUrl, fault, saw }) => {
      const { pathname } = new URL(request.url);
      if (request.method === "GET") return resultAt(results.get(pathname));
      if (request.method !== "POST" || pathname !== server.path) return server.refuse(404, "not found");
      if (server.key && request.headers.get("authorization") !== `Bearer ${server.key}`)
        return server.refuse(401, "wrong key");
      const { files, values } = await readForm(request, server.rules, (reason) => server.refuse(422, reason));
      const image = files.image?.[0] as Uint8Array;
      const { width, height } = await readPicture(image);
      const refuse = (reason: string): never => {
        throw new Refusal(server.refuse(400, reason));
      };
      const size = { width, height };
      server.checkSize?.(size, refuse);
      if (values.size !== undefined && values.size !== `${width}x${height}`) refuse("size differs from the picture's");
      const region = await regionOf(files[server.maskField]?.[0], size, server.readMask, refuse);
      const { prompt, ...fields } = values;
      const text = prompt === undefined ? null : String(prompt);
      const references = (files.image?.length ?? 1) - 1 + (files.reference_image?.length ?? 0);
      saw({ endpoint: server.path, size, region, prompt: text, fields: { ...fields, references } });

      if (fault === "no-picture") return Response.json({ created: 1, data: [] });
      const picture = fault === "not-a-picture" ? Buffer.from("no picture") : await paint(image, region, text ?? "");
      if (!server.answersWithUrl)
        return Response.json({ created: 1, data: [{ b64_json: picture.toString("base64") }] });
      const path = `/generated-images/${results.size + 1}.png`;
      if (fault !== "result-gone") results.set(path, picture);
      return Response.json({
        created: 1,
        data: [{ url: `${fault === "result-elsewhere" ? ELSEWHERE : baseUrl}${path}` }],
      });
    },
  };
}

/** A host of nobody's: plain, and not the server's own. */
const ELSEWHERE = "http://127.0.0.1:9";

async function regionOf(
  bytes: Uint8Array | undefined,
  size: Size,
  readMask: ((bytes: Uint8Array) => Promise<Mask>) | null,
  refuse: (reason: string) => never,
): Promise<Mask | null> {
  if (!bytes || !readMask) return null;
  const mask = await readMask(bytes).catch((error: Error) => refuse(`mask: ${error.message}`));
  return mask.width === size.width && mask.height === size.height ? mask : refuse("mask and image differ in size");
}

function resultAt(bytes: Uint8Array | undefined): Response {
  if (!bytes) return new Response("not found", { status: 404 });
  return pictureAnswer(bytes);
}
