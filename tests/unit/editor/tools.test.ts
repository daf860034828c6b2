import { expect, test, vi } from "vitest";
import { SHORTCUTS, shortcutFor } from "#components/editor/shortcuts.ts";
import { TOOLS, toolById } from "#components/editor/tools/index.ts";
import type { ToolContext } from "#components/editor/tools/tool.ts";
import { MaskDocument } from "#lib/client/mask/mask-document.ts";
import type { PaintMode } from "#lib/client/mask/operation.ts";

// Unit tests run with the server's React, which has no hooks for icons and toasts.
vi.mock("lucide-react", () => ({ Brush: {}, Eraser: {}, Hand: {}, Lasso: {}, SquareDashed: {} }));
vi.mock("#components/ui/toast.tsx", () => ({ toast: {} }));

const IMAGE = { width: 400, height: 300 };

test("every tool has its own id, name and key, and no key means two things", () => {
  for (const field of ["id", "label", "shortcut"] as const) {
    expect(new Set(TOOLS.map((tool) => tool[field])).size).toBe(TOOLS.length);
  }
  const keys = SHORTCUTS.flatMap(({ matches, withModifier, withShift }) =>
    matches.map((key) => `${withModifier ?? false} ${withShift ?? false} ${key}`),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test("brush marks and eraser unmarks what the pointer passes over", () => {
  const { mask, context } = setUp();
  use("brush", context);
  const marked = mask.facts().pixels;
  expect(marked).toBeGreaterThan(1000);
  use("eraser", { ...context, radius: context.radius + 1 });
  expect(mask.facts().pixels).toBe(0);
});

test("a rectangle marks whole pixels from corner to corner, in any direction", () => {
  const { mask, context } = setUp();
  const gesture = toolById("rectangle").begin?.({ x: 50.4, y: 60.7 }, context);
  gesture?.move([{ x: 20.2, y: 10.9 }]);
  expect(gesture?.outline).toHaveLength(4);
  gesture?.end();
  expect(mask.facts()).toMatchObject({ bounds: { x: 20, y: 10, width: 31, height: 51 }, pixels: 31 * 51 });
});

test("a lasso marks what it is drawn around, or unmarks it", () => {
  const { mask, context } = setUp();
  const draw = (mode: PaintMode) => {
    const gesture = toolById("lasso").begin?.({ x: 10, y: 10 }, { ...context, mode });
    gesture?.move([
      { x: 110, y: 10 },
      { x: 110, y: 60 },
    ]);
    gesture?.move([{ x: 10, y: 60 }]);
    gesture?.end();
  };
  draw("add");
  expect(mask.facts().pixels).toBe(100 * 50);
  draw("subtract");
  expect(mask.facts().pixels).toBe(0);
});

test.each(TOOLS.filter((tool) => tool.begin))("a cancelled $label leaves the mask as it was", (tool) => {
  const { mask, context } = setUp();
  const gesture = tool.begin?.({ x: 20, y: 20 }, context);
  gesture?.move([
    { x: 90, y: 30 },
    { x: 80, y: 90 },
  ]);
  gesture?.cancel();
  expect(mask.facts()).toMatchObject({ pixels: 0, canUndo: false });
});

test("the modifier tells undo from redo, and plain letters choose tools", () => {
  const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}) =>
    shortcutFor({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })?.label;
  expect(press("z", { ctrlKey: true })).toBe("Undo");
  expect(press("Z", { metaKey: true, shiftKey: true })).toBe("Redo");
  expect(press("y", { ctrlKey: true })).toBe("Redo");
  expect(press("b")).toBe("Brush");
  expect(press("B", { shiftKey: true })).toBe("Brush");
  expect(press("b", { ctrlKey: true })).toBeUndefined();
  expect(press("+", { shiftKey: true })).toBe("Zoom in");
  expect(press("z")).toBeUndefined();
});

function setUp() {
  const mask = new MaskDocument(IMAGE);
  const context: ToolContext = { mask, radius: 12, mode: "add" };
  return { mask, context };
}

function use(id: string, context: ToolContext): void {
  const gesture = toolById(id).begin?.({ x: 100, y: 100 }, context);
  gesture?.move([{ x: 200, y: 120 }]);
  gesture?.end();
}
