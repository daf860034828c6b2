import AxeBuilder from "@axe-core/playwright";
import type { Page } from "./test.ts";

/** What axe finds wrong with the page as it is, each with the elements concerned. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
