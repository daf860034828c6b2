/** An element of the page, as W3C WebDriver hands it over the wire. */
export type ElementReference = Readonly<Record<typeof ELEMENT_KEY, string>>;
const ELEMENT_KEY = "element-6066-11e4-a52e-4f735466cecf";

/** What the driver refuses, by the name that W3C WebDriver gives it, such as `stale element reference`. */
export class DriverError extends Error {
  override readonly name = "DriverError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** One browser that is driven with W3C WebDriver. What it has stored is gone when it is closed. */
export class Session {
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  static async open(driverUrl: string, browserOptions: object): Promise<Session> {
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": browserOptions } };
    const { sessionId } = (await ask("POST", `${driverUrl}/session`, { capabilities })) as { sessionId: string };
    return new Session(`${driverUrl}/session/${sessionId}`);
  }

  get(command: string): Promise<unknown> {
    return ask("GET", `${this.#url}/${command}`);
  }

  post(command: string, body: object = {}): Promise<unknown> {
    return ask("POST", `${this.#url}/${command}`, body);
  }

  delete(command: string): Promise<unknown> {
    return ask("DELETE", `${this.#url}/${command}`);
  }

  /** Runs a function in the page, which takes and answers with what JSON can say, and elements. */
  async run<Arguments extends readonly unknown[], Result>(
    run: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>> {
    return (await this.post("execute/sync", { script: `return (${run})(...arguments)`, args })) as Awaited<Result>;
  }

  /** What one hand does. Where it was left, it goes on the next time. */
  async act(hand: object): Promise<void> {
    await this.post("actions", { actions: [hand] });
  }

  close(): Promise<unknown> {
    return ask("DELETE", this.#url);
  }
}

export const pathOf = (element: ElementReference): string => `element/${element[ELEMENT_KEY]}`;

async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, body ? { method, body: JSON.stringify(body) } : { method });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new DriverError(error, message);
}
