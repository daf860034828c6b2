import { expect, test, vi } from "vitest";
import type { Gesture, HeldKeys, OpenShape } from "#components/editor/tools/gesture.ts";
import { TOOLS, toolById } from "#components/editor/tools/index.ts";
import type { ToolContext, ToolId } from "#components/editor/tools/tool.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { DrawnShape } from "#lib/domain/mask-engine/operation.ts";
import { pixelsOf } from "../domain/mask-engine/sample-mask.ts";

// Unit tests run with the server's React, which has no hooks for icons.
vi.mock("lucide-react", () => {
  const names = ["Brush", "Eraser", "Hand", "Lasso", "SquareDashed", "CircleDashed", "Pentagon", "WandSparkles"];
  return Object.fromEntries([...names, "MousePointerClick"].map((name) => [name, {}]));
});

const IMAGE = { width: 20, height: 12 };
const SHADES = " .:-=+*#%@";
const NONE: HeldKeys = { shift: false, alt: false };
type At = readonly [x: number, y: number];

test("the brush marks what it passes over, softly at its rim, and the eraser unmarks it", () => {
  const tools = setUp({ brush: { radius: 3, hardness: 0.5, opacity: 1 } });
  tools.drag("brush", [4, 6], [14, 6]);
  expect(tools.drawing()).toMatchInlineSnapshot(`
    "                    
                        
                        
      .-==========-.    
     .*@@@@@@@@@@@@*.   
     -@@@@@@@@@@@@@@-   
     -@@@@@@@@@@@@@@-   
     .*@@@@@@@@@@@@*.   
      .-==========-.    
                        
                        
                        "
  `);
  tools.drag("eraser", [14, 6], [14, 6]);
  expect(tools.drawing()).toMatchInlineSnapshot(`
    "                    
                        
                        
      .-==========-.    
     .*@@@@@@@@%-  -.   
     -@@@@@@@@@*    -   
     -@@@@@@@@@*    -   
     .*@@@@@@@@%-  -.   
      .-==========-.    
                        
                        
                        "
  `);
});

test("a pen's pressure makes the stroke thin or faint", () => {
  const thin = setUp({ brush: { radius: 4, pressure: "size" } });
  const faint = setUp({ brush: { radius: 2, pressure: "opacity" } });
  for (const tools of [thin, faint]) {
    const gesture = tools.press("brush", [3, 6], NONE, 0.1);
    gesture.move([{ x: 16, y: 6, pressure: 1 }], NONE);
    gesture.end();
  }
  expect(thin.drawing()).toMatchInlineSnapshot(`
    "                    
                        
               .-*###=  
            :=#@@@@@@@# 
         -+@@@@@@@@@@@@=
      =*@@@@@@@@@@@@@@@#
      =*@@@@@@@@@@@@@@@#
         -+@@@@@@@@@@@@=
            :=#@@@@@@@# 
               .-*###=  
                        
                        "
  `);
  expect(faint.drawing()).toMatchInlineSnapshot(`
    "                    
                        
                        
                        
      ..:--=++**#%%@%-  
     ..:--=++**#%%@@@%  
     ..:--=++**#%%@@@%  
      ..:--=++**#%%@%-  
                        
                        
                        
                        "
  `);
});

test("Shift draws a straight line from where the last stroke ended, Alt lets brush and eraser change places", () => {
  const tools = setUp({ brush: { radius: 1.5 } });
  tools.click("brush", [2, 2], { shift: true, alt: false });
  tools.click("brush", [17, 2], { shift: true, alt: false });
  tools.click("brush", [17, 10], { shift: true, alt: false });
  tools.click("brush", [10, 2], { shift: false, alt: true });
  expect(tools.drawing()).toMatchInlineSnapshot(`
    " =+++++++++++++++=  
    =@@@@@@@+  +@@@@@@= 
    =@@@@@@@+  +@@@@@@+ 
     =++++++++++++++@@+ 
                   +@@+ 
                   +@@+ 
                   +@@+ 
                   +@@+ 
                   +@@+ 
                   +@@+ 
                   =@@= 
                    ==  "
  `);
});

test("a rectangle marks whole pixels from corner to corner, in any direction", () => {
  const tools = setUp();
  const gesture = tools.press("rectangle", [15.4, 9.7]);
  gesture.move([{ x: 4.2, y: 2.9 }], NONE);
  expect(gesture.outline).toHaveLength(4);
  gesture.end();
  expect(tools.mask.facts()).toMatchObject({ bounds: { x: 4, y: 2, width: 12, height: 8 }, pixels: 96 });
});

test("Shift while dragging makes a square or a circle, Alt lets it grow from the middle", () => {
  const square = setUp();
  square.drag("rectangle", [3.3, 2.2], [8.8, 4], { shift: true, alt: false });
  expect(square.mask.facts().bounds).toEqual({ x: 3, y: 2, width: 6, height: 6 });
  const centred = setUp();
  centred.drag("rectangle", [10, 6], [14, 8], { shift: false, alt: true });
  expect(centred.mask.facts().bounds).toEqual({ x: 6, y: 4, width: 8, height: 4 });
  const circle = setUp();
  circle.drag("ellipse", [10, 6], [14, 8], { shift: true, alt: true });
  expect(circle.drawing()).toMatchInlineSnapshot(`
    "                    
                        
           .*@@*.       
          .@@@@@@.      
          *@@@@@@*      
          @@@@@@@@      
          @@@@@@@@      
          *@@@@@@*      
          .@@@@@@.      
           .*@@*.       
                        
                        "
  `);
});

test("an ellipse touches the box it is dragged in", () => {
  const tools = setUp();
  tools.drag("ellipse", [2, 1], [18, 11]);
  expect(tools.drawing()).toMatchInlineSnapshot(`
    "                    
         .=#%@@%#=.     
        *@@@@@@@@@@*    
       %@@@@@@@@@@@@%   
      *@@@@@@@@@@@@@@+  
      @@@@@@@@@@@@@@@@  
      @@@@@@@@@@@@@@@@  
      *@@@@@@@@@@@@@@+  
       %@@@@@@@@@@@@%   
        *@@@@@@@@@@*    
         .=#%@@%#=.     
                        "
  `);
});

test("a lasso marks what it is drawn around", () => {
  const tools = setUp();
  tools.drag("lasso", [2, 10], [10, 1], NONE, [18, 8]);
  expect(tools.drawing()).toMatchInlineSnapshot(`
    "                    
             =+         
            -@@*        
           :@@@@#       
          .@@@@@@%.     
         .%@@@@@@@@:    
         %@@@@@@@@@@-   
        #@@@@@@@@@@@@=  
       *@@@@@@@%*+=-.   
      =%*+=-.           
                        
                        "
  `);
});

test("a polygon is clicked corner by corner and closed by a double click or on its first corner", () => {
  const corners: readonly At[] = [
    [3, 2],
    [16, 2],
    [16, 9],
  ];
  const twice = setUp();
  for (const corner of [...corners, [16, 9.4] as const]) twice.click("polygon", corner);
  expect(twice.drawing()).toMatchInlineSnapshot(`
    "                    
                        
       :%@@@@@@@@@@@    
         -%@@@@@@@@@    
           =@@@@@@@@    
             =@@@@@@    
               +@@@@    
                .*@@    
                  .#    
                        
                        
                        "
  `);
  const onFirst = setUp();
  for (const corner of [...corners, [3.5, 2.5] as const]) onFirst.click("polygon", corner);
  expect(onFirst.drawing()).toEqual(twice.drawing());
});

test("a polygon's last corner can be taken back, and all of it", () => {
  const tools = setUp();
  for (const corner of [
    [3, 2],
    [16, 2],
    [19, 11],
  ] as const)
    tools.click("polygon", corner);
  tools.shape()?.takeBack();
  tools.shape()?.hover({ x: 8, y: 8 });
  expect(tools.shape()?.outline).toEqual([
    { x: 3, y: 2 },
    { x: 16, y: 2 },
    { x: 8, y: 8 },
  ]);
  tools.click("polygon", [16, 9]);
  tools.shape()?.close();
  expect(tools.mask.facts().bounds).toEqual({ x: 3, y: 2, width: 13, height: 7 });
  tools.click("polygon", [1, 1]);
  tools.shape()?.takeBack();
  expect(tools.shape()).toBeNull();
  expect(tools.mask.facts().bounds).toEqual({ x: 3, y: 2, width: 13, height: 7 });
});

test("a polygon is gone on with from the corners that stood", () => {
  const before = setUp();
  for (const corner of [
    [3, 2],
    [16, 2],
  ] as const)
    before.click("polygon", corner);
  const tools = setUp();
  tools.goOn("polygon", before.kept());
  tools.click("polygon", [16, 9]);
  tools.click("polygon", [3, 2]);
  expect(tools.mask.facts().bounds).toEqual({ x: 3, y: 2, width: 13, height: 7 });
  expect(tools.kept()).toEqual([]);
});

test.each(["rectangle", "ellipse", "lasso"] as const)(
  "of a %s what stands is known while it is drawn, and marks the same as letting go",
  (id) => {
    const tools = setUp();
    const gesture = tools.press(id, [3, 2]);
    expect(tools.drawn()).toBeNull();
    gesture.move([{ x: 16, y: 2 }], NONE);
    gesture.move([{ x: 12, y: 10 }], NONE);
    const left = setUp();
    left.mask.apply(tools.drawn() as DrawnShape);
    gesture.end();
    expect(left.mask.facts().pixels).toBeGreaterThan(0);
    expect(left.drawing()).toBe(tools.drawing());
  },
);

test("a second finger takes back the corner it came with, not the polygon", () => {
  const tools = setUp();
  tools.click("polygon", [3, 2]);
  tools.press("polygon", [16, 2]).cancel();
  expect(tools.shape()?.outline).toEqual([{ x: 3, y: 2 }]);
});

test("shapes join what is marked as it is set: alone, added, taken away, or what both have", () => {
  const tools = setUp();
  tools.drag("rectangle", [2, 2], [10, 10]);
  tools.drag("rectangle", [8, 4], [14, 8], NONE, undefined, "add");
  expect(tools.mask.facts().pixels).toBe(64 + 16);
  tools.drag("rectangle", [4, 4], [6, 8], NONE, undefined, "subtract");
  expect(tools.mask.facts().pixels).toBe(80 - 8);
  tools.drag("ellipse", [2, 2], [14, 10], NONE, undefined, "intersect");
  expect(tools.mask.facts().pixels).toBeLessThan(72);
  tools.drag("rectangle", [0, 0], [3, 3], NONE, undefined, "replace");
  expect(tools.mask.facts().pixels).toBe(9);
});

test("the magic wand and a click on an object ask for what lies there, a drag for what is inside", () => {
  const tools = setUp();
  tools.click("wand", [5, 5]);
  tools.click("object", [7, 7], { shift: true, alt: false });
  tools.drag("object", [2, 2], [12, 9]);
  expect(tools.asked).toEqual([
    { byColour: { x: 5, y: 5 }, mode: "add" },
    { object: { kind: "point", at: { x: 7, y: 7 } }, mode: "add", held: { shift: true, alt: false } },
    { object: { kind: "box", box: { x: 2, y: 2, width: 10, height: 7 } }, mode: "add", held: NONE },
  ]);
});

test("where an outline is needed, the object tool draws one", () => {
  const tools = setUp({ drag: "outline" });
  tools.drag("object", [2, 2], [12, 9], NONE, [2, 9]);
  expect(tools.asked).toMatchObject([
    {
      object: {
        kind: "outline",
        points: [
          { x: 2, y: 2 },
          { x: 12, y: 9 },
          { x: 2, y: 9 },
        ],
      },
    },
  ]);
});

test.each(TOOLS.filter((tool) => tool.begin).map(({ id }) => id))("a cancelled %s leaves the mask as it was", (id) => {
  const tools = setUp();
  const gesture = tools.press(id, [2, 2]);
  gesture.move(
    [
      { x: 9, y: 3 },
      { x: 8, y: 9 },
    ],
    NONE,
  );
  gesture.cancel();
  expect(tools.mask.facts()).toMatchObject({ pixels: 0, canUndo: false });
  expect(tools.drawn()).toBeNull();
  expect(tools.asked).toEqual([]);
  expect(tools.shape()).toBeNull();
});

function setUp({ brush = { radius: 2 }, drag = "box" }: Partial<Pick<ToolContext, "brush" | "drag">> = {}) {
  const mask = new MaskDocument(IMAGE);
  const asked: object[] = [];
  let open: OpenShape | null = null;
  let lastEnd: ToolContext["lastEnd"] = null;
  let kept: readonly ImagePoint[] = [];
  let drawn: DrawnShape | null = null;
  const shape = () => (open?.isOpen ? open : null);
  const contextWith = (held: HeldKeys, mode: ToolContext["mode"]): ToolContext => ({
    mask: Object.assign(mask, { predictStroke: () => {} }),
    find: {
      byColour: (at, how) => asked.push({ byColour: at, mode: how }),
      object: (object, how, keys) => asked.push({ object, mode: how, held: keys }),
    },
    ...{ brush, drag, held, mode, lastEnd, reach: 1 },
    strokeEnded: (at) => {
      lastEnd = at;
    },
    keepOpen: (next) => {
      open = next;
    },
    keepCorners: (corners) => {
      kept = corners;
    },
    keepShape: (shape) => {
      drawn = shape;
    },
  });
  const press = (
    id: ToolId,
    [x, y]: At,
    held = NONE,
    pressure?: number,
    mode: ToolContext["mode"] = "add",
  ): Gesture => {
    const at = pressure === undefined ? { x, y } : { x, y, pressure };
    const gesture = shape()?.press(at, 1) ?? toolById(id).begin?.(at, contextWith(held, mode));
    if (!gesture) throw new Error(`${id} cannot be used`);
    return gesture;
  };
  return {
    ...{ mask, asked, shape, press },
    kept: () => kept,
    drawn: () => drawn,
    goOn: (id: ToolId, corners: readonly ImagePoint[]) => toolById(id).goOn?.(corners, contextWith(NONE, "add")),
    click: (id: ToolId, at: At, held = NONE) => press(id, at, held).end(),
    /** `held` are keys pressed while dragging. */
    drag: (id: ToolId, from: At, to: At, held = NONE, via?: At, mode?: ToolContext["mode"]) => {
      const gesture = press(id, from, NONE, undefined, mode);
      for (const [x, y] of via ? [to, via] : [to]) gesture.move([{ x, y }], held);
      gesture.end();
    },
    /** From ' ' for 0 to '@' for 255, in tenths. */
    drawing: () => {
      const { data } = pixelsOf(mask.layers.activeMask, IMAGE);
      const shades = [...data].map((value) => SHADES[Math.floor((value / 256) * SHADES.length)]).join("");
      return Array.from({ length: IMAGE.height }, (_, y) => shades.slice(y * IMAGE.width, (y + 1) * IMAGE.width)).join(
        "\n",
      );
    },
  };
}
