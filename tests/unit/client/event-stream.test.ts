import fc from "fast-check";
import { expect, test } from "vitest";
import { eventStreamParser, type StreamMessage } from "#lib/client/event-stream.ts";

const STREAM =
  ': hello\r\n\r\nid: 1\r\nevent: stage\r\ndata: {"a":1}\r\n\r\n' +
  "event: progress\ndata: first\ndata:second\n\n" +
  "id: 3\nretry: 10\nfield without colon\n\n" +
  "data\n\ndata: lost, for no blank line follows";

const MESSAGES: StreamMessage[] = [
  { id: "1", event: "stage", data: '{"a":1}' },
  { id: "1", event: "progress", data: "first\nsecond" },
  { id: "3", event: "message", data: "" },
];

test("a stream is cut into messages; comments and unfinished messages are not told", () => {
  expect(parse([STREAM])).toEqual(MESSAGES);
});

test("it does not matter where the network cuts the stream", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: STREAM.length - 1 }), { maxLength: 20 }), (cuts) => {
      const edges = [0, ...new Set(cuts)].sort((a, b) => a - b);
      const chunks = edges.map((edge, index) => STREAM.slice(edge, edges[index + 1] ?? STREAM.length));
      expect(parse(chunks)).toEqual(MESSAGES);
    }),
  );
});

function parse(chunks: readonly string[]): StreamMessage[] {
  const messages: StreamMessage[] = [];
  const feed = eventStreamParser((message) => messages.push(message));
  for (const chunk of chunks) feed(chunk);
  return messages;
}
