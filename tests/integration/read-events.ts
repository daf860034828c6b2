import type { Edit } from "#lib/contracts/edit.ts";

/** One event of an edit's stream. */
export interface Told {
  readonly event: string;
  readonly id: string;
  readonly edit: Edit;
}

/** Reads a stream of events to its end. `each` is awaited for every event before the next is read. */
export async function readEvents(stream: ReadableStream, each: (told: Told) => unknown = () => {}): Promise<Told[]> {
  const all: Told[] = [];
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split("\n\n");
    text = blocks.pop() as string;
    for (const block of blocks.filter((lines) => lines.startsWith("event:"))) {
      const [event, id, data] = block.split("\n").map((line) => line.slice(line.indexOf(": ") + 2));
      const told = { event, id, edit: JSON.parse(data as string) } as Told;
      all.push(told);
      await each(told);
    }
  }
  return all;
}
