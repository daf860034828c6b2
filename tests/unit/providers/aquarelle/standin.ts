import { binarised, inverted, paint, readAlpha, readPicture } from "#tests/sandbox/kit/picture.ts";
import type { Standin } from "#tests/sandbox/kit/standin.ts";

const problem = (status: number, name: string) => Response.json({ problem: name }, { status });

/** The imaginary service itself, as its imaginary documentation tells it. */
export const aquarelleStandin: Standin = {
  id: "aquarelle",
  key: "watercolour-key",
  faults: {
    "wrong-key": { code: "invalid_key", answer: () => problem(401, "key") },
    indecent: { code: "moderated", answer: () => problem(400, "indecent") },
    "bad-stencil": { code: "mask_rejected", answer: () => problem(400, "stencil") },
    busy: {
      code: "provider_rate_limited",
      answer: () => Response.json({}, { status: 429, headers: { "retry-after": "120" } }),
    },
    empty: { code: "bad_response", answer: () => Response.json({}) },
  },
  handle: async (request, { saw }) => {
    if (request.headers.get("x-aquarelle-key") !== "watercolour-key") return problem(401, "key");
    const { picture, stencil, wish, ...fields } = (await request.json()) as Record<string, string>;
    const image = Buffer.from(picture ?? "", "base64");
    const size = await readPicture(image);
    const region = binarised(inverted(await readAlpha(Buffer.from(stencil ?? "", "base64"))));
    if (region.width !== size.width || region.height !== size.height) return problem(400, "stencil");
    saw({ endpoint: "/v1/fill", size, region, prompt: wish ?? null, fields });
    return Response.json({ picture: (await paint(image, region, wish)).toString("base64"), price_cents: 2 });
  },
};
