import type { Rect } from "#lib/domain/raster.ts";
import { waitFor } from "#tests/integration/wait.ts";
import { type Description, findInPage, ROLES, type Role } from "./find-in-page.ts";
import { DriverError, type ElementReference, pathOf, type Session } from "./session.ts";

export type Name = string | RegExp;

/** What a press meets while the page is being drawn anew. */
const PASSING = ["stale element reference", "element not interactable", "element click intercepted"];

/** A part of the page as one would call it. It is looked for whenever it is used, and waited for. */
export class Part {
  readonly #session: Session;
  readonly #description: Description;

  constructor(session: Session, role: Description["role"], name: Name | null, within: Description | null = null) {
    this.#session = session;
    const pattern = name instanceof RegExp ? { source: name.source, flags: name.flags } : name;
    this.#description = { role, name: pattern, within };
  }

  part(role: Role, name: Name | null = null): Part {
    return new Part(this.#session, role, name, this.#description);
  }

  button(name: Name): Part {
    return this.part("button", name);
  }

  text(words: Name): Part {
    return new Part(this.#session, "text", words, this.#description);
  }

  /** How many there are now. */
  async count(): Promise<number> {
    return (await this.#find()).length;
  }

  async shown(): Promise<void> {
    await waitFor(`${this}`, () => this.count());
  }

  async hidden(): Promise<void> {
    await waitFor(`${this} to go`, async () => (await this.count()) === 0);
  }

  /** Runs in the page with the element. */
  evaluate<Result>(run: (element: HTMLElement) => Result): Promise<Awaited<Result>> {
    return this.#use((element) => this.#session.run(run, element as unknown as HTMLElement));
  }

  /** Where it is on the page, in CSS pixels. */
  box(): Promise<Rect> {
    return this.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  words(): Promise<string> {
    return this.evaluate(({ textContent }) => textContent.trim());
  }

  attribute(name: string): Promise<string | null> {
    return this.#use((element) => this.#session.get(`${pathOf(element)}/attribute/${name}`) as Promise<string | null>);
  }

  isEnabled(): Promise<boolean> {
    return this.evaluate((element) => !element.matches(":disabled, [aria-disabled=true]"));
  }

  isChecked(): Promise<boolean> {
    return this.evaluate((element) => element.matches(":checked, [aria-checked=true]"));
  }

  isFocused(): Promise<boolean> {
    return this.evaluate((element) => element === document.activeElement);
  }

  /** The role and the name that WebKit itself tells those who cannot see. */
  async told(): Promise<{ role: unknown; name: unknown }> {
    return this.#use(async (element) => ({
      role: await this.#session.get(`${pathOf(element)}/computedrole`),
      name: await this.#session.get(`${pathOf(element)}/computedlabel`),
    }));
  }

  focus(): Promise<void> {
    return this.evaluate((element) => element.focus());
  }

  async click(): Promise<void> {
    await waitFor(`${this} to be enabled`, () => this.isEnabled());
    await this.#standsStill();
    await this.#use(async (element) => {
      // The driver itself scrolls only to what lies outside the window, not to what a panel hides.
      await this.#session.run(scrollTo, element as unknown as Element);
      await this.#session.post(`${pathOf(element)}/click`);
    });
  }

  /** The driver presses where the part was when it was asked to. */
  async #standsStill(): Promise<void> {
    let before = "";
    await waitFor(`${this} to stand still`, async () => {
      const now = JSON.stringify(await this.box());
      const isStill = now === before;
      before = now;
      return isStill;
    });
  }

  /** Picks a file in a field for files. */
  async pick(file: string): Promise<void> {
    // A field that is there does nothing before its script has come.
    await waitFor(`${this} to listen`, () =>
      this.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__reactProps"))),
    );
    await this.#use((element) => this.#session.post(`${pathOf(element)}/value`, { text: file }));
  }

  toString(): string {
    return inWords(this.#description);
  }

  async #find(): Promise<readonly ElementReference[]> {
    const found = await this.#session.run(findInPage, this.#description, ROLES);
    return found as unknown as readonly ElementReference[];
  }

  async #use<Result>(act: (element: ElementReference) => Promise<Result>): Promise<Result> {
    let refusal: DriverError | null = null;
    const look = async () => {
      const [element] = await this.#find();
      return element && { result: await act(element) };
    };
    const used = waitFor(`${this} to be there`, () =>
      look().catch((error: unknown) => {
        if (!(error instanceof DriverError && PASSING.includes(error.code))) throw error;
        refusal = error;
        return null;
      }),
    );
    const { result } = await used.catch((error: Error) => {
      throw refusal ? new Error(error.message, { cause: refusal }) : error;
    });
    return result;
  }
}

function inWords({ role, name, within }: Description): string {
  const called = name !== null && typeof name === "object" ? `/${name.source}/${name.flags}` : JSON.stringify(name);
  return `${role} ${called}${within ? ` in ${inWords(within)}` : ""}`;
}

/** Runs in the page. */
function scrollTo(element: Element): void {
  element.scrollIntoView({ block: "nearest" });
}
