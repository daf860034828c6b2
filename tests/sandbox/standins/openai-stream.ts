import { errorOf, MODERATED } from "./openai-faults.ts";
import { type Request as Checked, sizeOf } from "./openai-rules.ts";

interface Painting {
  /** Not yet sharp, as the pictures are that are shown on the way. */
  readonly unfinished: Uint8Array;
  readonly painted: Uint8Array;
  readonly fault: string | null;
  /** When the finished picture may follow the unfinished ones. */
  readonly released: Promise<void>;
}

/** The answer to an edit: JSON, or events with as many unfinished pictures as were asked for. */
export function answerTo(request: Checked, { unfinished, painted, fault, released }: Painting): Response {
  const headers = { "x-request-id": "req_sandbox" };
  const usage = usageFor(request);
  const picture = base64(fault === "not-a-picture" ? new TextEncoder().encode("no picture") : painted);
  const { background, quality, size } = request;
  const about = { background, created_at: 1_790_000_000, output_format: "png", quality, size };
  if (!request.isStream)
    return Response.json({ created: about.created_at, data: [{ b64_json: picture }], usage, ...about }, { headers });

  const partials = Array.from({ length: request.partialImages }, (_, index) =>
    event("image_edit.partial_image", { b64_json: base64(unfinished), partial_image_index: index, ...about }),
  );
  const last = {
    "ends-early": "",
    "error-event": sse("error", { error: errorOf({ message: "Painting failed.", type: "server_error", code: null }) }),
    "moderated-late": sse("error", { error: errorOf(MODERATED) }),
    "garbled-stream": "event: image_edit.completed\ndata: {not json\n\n",
  }[fault ?? ""];
  const end = last ?? event("image_edit.completed", { b64_json: picture, usage, ...about });
  const events = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const send = (text: string) => controller.enqueue(new TextEncoder().encode(text));
      send(partials.join(""));
      await released;
      send(end);
      controller.close();
    },
  });
  return new Response(events, {
    headers: { ...headers, "content-type": "text/event-stream; charset=utf-8" },
  });
}

/** Output tokens as they are known of GPT Image 2, and a hundred for every unfinished picture. */
function usageFor({ prompt, quality, size, partialImages }: Checked) {
  const { width, height } = sizeOf(size) ?? { width: 1024, height: 1024 };
  const long = { low: 16, medium: 48 }[quality] ?? 96;
  const short = Math.round((long * Math.min(width, height)) / Math.max(width, height));
  const painted = Math.ceil((long * short * (2_000_000 + width * height)) / 4_000_000);
  const details = { text_tokens: Math.ceil(prompt.length / 4), image_tokens: Math.ceil((width * height) / 1024) };
  const input = details.text_tokens + details.image_tokens;
  const output = painted + 100 * partialImages;
  return { input_tokens: input, input_tokens_details: details, output_tokens: output, total_tokens: input + output };
}

const event = (type: string, data: object) => sse(type, { type, ...data });
const sse = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
