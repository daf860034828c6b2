import { waitFor } from "#tests/integration/wait.ts";
import type { Role } from "./find-in-page.ts";
import { downOf, pressOf, upOf } from "./keys.ts";
import { type Name, Part } from "./part.ts";
import type { Session } from "./session.ts";

/** In CSS pixels of the page. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A tab, with the mouse and the keys of whoever sits before it. */
export class Page {
  readonly #session: Session;
  readonly #origin: string;

  constructor(session: Session, origin: string) {
    this.#session = session;
    this.#origin = origin;
  }

  part(role: Role, name: Name | null = null): Part {
    return new Part(this.#session, role, name);
  }

  button(name: Name): Part {
    return this.part("button", name);
  }

  /** The smallest part that shows these words. */
  text(words: Name): Part {
    return new Part(this.#session, "text", words);
  }

  async goto(path: string): Promise<void> {
    await this.#leaveBy(() => this.#session.post("url", { url: new URL(path, this.#origin).href }));
  }

  async reload(): Promise<void> {
    await this.#leaveBy(() => this.#session.post("refresh"));
  }

  /** Until the next page has loaded: it lacks what the one before is marked with. */
  async #leaveBy(go: () => Promise<unknown>): Promise<void> {
    await this.evaluate(() => document.documentElement.toggleAttribute("data-left", true));
    await go();
    // Between two pages the driver finds neither, and says so.
    await waitFor("the page to load", () => this.evaluate(hasCome).catch(() => false));
    await this.evaluate(noteNoise);
  }

  async path(): Promise<string> {
    return new URL(String(await this.#session.get("url"))).pathname;
  }

  async untilAt(path: RegExp): Promise<void> {
    await waitFor(`the address ${path}`, async () => path.test(await this.path()));
  }

  /** Closes this tab, whatever goes on in it, and goes on in another one. */
  async replaceTab(): Promise<void> {
    const { handle } = (await this.#session.post("window/new", { type: "tab" })) as { handle: string };
    await this.#session.delete("window");
    await this.#session.post("window", { handle });
  }

  /** What the tab shows, as a PNG. */
  async picture(): Promise<Buffer> {
    return Buffer.from(String(await this.#session.get("screenshot")), "base64");
  }

  /** The errors and warnings of this tab so far. The driver tells of none: those before a page has loaded are missed. */
  noise(): Promise<string[]> {
    return this.evaluate(() => JSON.parse(sessionStorage.getItem("noise") ?? "[]"));
  }

  /** Runs in the page. */
  evaluate<Arguments extends readonly unknown[], Result>(
    run: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>> {
    return this.#session.run(run, ...args);
  }

  /** Presses keys one after another, each alone or as in `Shift+ArrowLeft`. */
  async press(...chords: readonly string[]): Promise<void> {
    await this.#keys(chords.flatMap(pressOf));
  }

  async type(text: string): Promise<void> {
    await this.press(...text);
  }

  async holding(key: string, act: () => Promise<void>): Promise<void> {
    await this.#keys([downOf(key)]);
    await act();
    await this.#keys([upOf(key)]);
  }

  readonly mouse = {
    move: (to: Place) => this.#mouse(moveTo(to)),
    down: () => this.#mouse(DOWN),
    up: () => this.#mouse(UP),
    click: (at: Place) => this.#mouse(moveTo(at), DOWN, UP),
    drag: (from: Place, ...way: readonly Place[]) => this.#mouse(moveTo(from), DOWN, ...way.map(moveTo), UP),
    wheel: async (at: Place, deltaY: number) => {
      const scroll = { type: "scroll", duration: 0, origin: "viewport", deltaX: 0, deltaY, ...whole(at) };
      await this.#session.act({ type: "wheel", id: "wheel", actions: [scroll] });
    },
  };

  async #mouse(...actions: readonly object[]): Promise<void> {
    await this.#session.act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
  }

  async #keys(actions: readonly object[]): Promise<void> {
    await this.#session.act({ type: "key", id: "keyboard", actions });
  }
}

/** The driver refuses parts of a pixel. */
const whole = ({ x, y }: Place) => ({ x: Math.round(x), y: Math.round(y) });
const moveTo = (place: Place) => ({ type: "pointerMove", duration: 0, origin: "viewport", ...whole(place) });
const DOWN = { type: "pointerDown", button: 0 };
const UP = { type: "pointerUp", button: 0 };

/** Runs in the page. */
const hasCome = () => document.readyState === "complete" && !document.documentElement.hasAttribute("data-left");

/** Runs in the page. What it notes outlives the page, but not the tab. */
function noteNoise(): void {
  const note = (...words: unknown[]) => {
    const before = JSON.parse(sessionStorage.getItem("noise") ?? "[]");
    sessionStorage.setItem("noise", JSON.stringify([...before, words.map(String).join(" ")]));
  };
  console.error = note;
  console.warn = note;
  addEventListener("error", ({ message }) => note(message));
  addEventListener("unhandledrejection", ({ reason }) => note(reason));
}
