/** One message of a server-sent event stream. */
export interface StreamMessage {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Cuts the text of an event stream into messages, as the HTML standard tells (§ 9.2.6): lines end in CR, LF or CRLF,
 * a blank line sends the message, lines that start with a colon are comments, an unfinished message is never sent.
 *
 * Feed it text as it arrives; a chunk may end anywhere, even between CR and LF.
 */
export function eventStreamParser(onMessage: (message: StreamMessage) => void): (text: string) => void {
  let rest = "";
  let id: string | null = null;
  let event = "";
  let data: string[] = [];

  const takeLine = (line: string) => {
    if (line === "") {
      if (data.length > 0) onMessage({ id, event: event || "message", data: data.join("\n") });
      event = "";
      data = [];
      return;
    }
    const { name, value } = field(line);
    if (name === "event") event = value;
    else if (name === "data") data.push(value);
    else if (name === "id" && !value.includes("\0")) id = value;
  };

  return (text) => {
    rest += text;
    for (;;) {
      const end = rest.search(/[\r\n]/);
      // A CR at the very end may be the first half of a CRLF.
      if (end === -1 || (rest[end] === "\r" && end === rest.length - 1)) return;
      const width = rest.startsWith("\r\n", end) ? 2 : 1;
      const line = rest.slice(0, end);
      rest = rest.slice(end + width);
      takeLine(line);
    }
  };
}

function field(line: string): { name: string; value: string } {
  const colon = line.indexOf(":");
  if (colon === -1) return { name: line, value: "" };
  const start = line[colon + 1] === " " ? colon + 2 : colon + 1;
  return { name: line.slice(0, colon), value: line.slice(start) };
}
