import { isFirefox } from "../firefox.ts";
import { type Page, stage } from "../test.ts";
import { chromiumPointers } from "./chromium-pointers.ts";
import { firefoxPointers } from "./firefox-pointers.ts";
import type { Place, Pointers } from "./pointers.ts";

/** Fingers, a pen and a mouse as the system would tell the browser of them. */
export interface Hands extends Pointers {
  /** Where shares of the stage's width and height lie on the page. */
  at(x: number, y: number): Place;
  /** One finger that is put down, moved and lifted. */
  finger(...way: readonly Place[]): Promise<void>;
}

export async function handsOn(page: Page): Promise<Hands> {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("the stage is not visible");
  const pointers = await (isFirefox(page.context().browser()) ? firefoxPointers : chromiumPointers)(page);
  return {
    ...pointers,
    at: (x, y) => ({ x: box.x + box.width * x, y: box.y + box.height * y }),
    finger: async (...way) => {
      for (const [step, place] of way.entries()) await pointers.touch(step === 0 ? "start" : "move", place);
      await pointers.touch("end");
    },
  };
}
