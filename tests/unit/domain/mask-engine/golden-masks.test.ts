import { expect, test } from "vitest";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { Brush, CombineMode } from "#lib/domain/mask-engine/operation.ts";
import { type LayerSettings, NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { pixelsOf } from "./sample-mask.ts";

/** What each tool and each setting marks, drawn by hand once looked at: from ' ' for 0 to '@' for 255, in tenths. */
const IMAGE = { width: 20, height: 12 };
const SHADES = " .:-=+*#%@";

test("golden mask: a hard brush", () => {
  const d = new MaskDocument(IMAGE);
  stroke(d, { radius: 4 }, [4.5, 4.5], [15, 8]);
  expect(picture(d)).toMatchInlineSnapshot(`
    "  .=+=.             
     -@@@@@#=.          
    .@@@@@@@@@#=.       
    =@@@@@@@@@@@@#=.    
    +@@@@@@@@@@@@@@@#:  
    =@@@@@@@@@@@@@@@@@: 
    .@@@@@@@@@@@@@@@@@# 
     -@@@@@@@@@@@@@@@@@ 
      .=#@@@@@@@@@@@@@@ 
         .=#@@@@@@@@@@# 
            .=#@@@@@@@: 
               .=#@@#:  "
  `);
});

test("golden mask: a half-hard brush", () => {
  const d = new MaskDocument(IMAGE);
  stroke(d, { radius: 5, hardness: 0.5 }, [6, 6], [14, 6]);
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
       .::--------::.   
      .-+*########*+-.  
     .-*@@@@@@@@@@@@*-. 
     :+@@@@@@@@@@@@@@+: 
     :*@@@@@@@@@@@@@@*: 
     :*@@@@@@@@@@@@@@*: 
     :+@@@@@@@@@@@@@@+: 
     .-*@@@@@@@@@@@@*-. 
      .-+*########*+-.  
       .::--------::.   
                        "
  `);
});

test("golden mask: a soft brush at half strength that crosses itself", () => {
  const d = new MaskDocument(IMAGE);
  stroke(d, { radius: 5, hardness: 0, opacity: 0.5 }, [3, 6], [17, 6], [10, 11], [10, 1]);
  expect(picture(d)).toMatchInlineSnapshot(`
    "     .:-=++=-:.     
    ......:-=++=-:......
    .::::::-=++=-::::::.
    :-------=++=-------:
    --=======++=======--
    -=++++++++++++++++=-
    -=++++++++++++++++=-
    --=======++==++++=--
    :-------=++=+++==--:
    .::::::-=+++++==-::.
    ......:-=++++=--:...
         .:-=++==-::... "
  `);
});

test("golden mask: an eraser over a marked picture", () => {
  const d = new MaskDocument(IMAGE);
  all(d);
  stroke(d, { mode: "subtract", radius: 4, hardness: 0.2 }, [10, 6]);
  expect(picture(d)).toMatchInlineSnapshot(`
    "@@@@@@@@@@@@@@@@@@@@
    @@@@@@@@@@@@@@@@@@@@
    @@@@@@@@@%%@@@@@@@@@
    @@@@@@@%*++*%@@@@@@@
    @@@@@@@*-::-*@@@@@@@
    @@@@@@%+:  :+%@@@@@@
    @@@@@@%+:  :+%@@@@@@
    @@@@@@@*-::-*@@@@@@@
    @@@@@@@%*++*%@@@@@@@
    @@@@@@@@@%%@@@@@@@@@
    @@@@@@@@@@@@@@@@@@@@
    @@@@@@@@@@@@@@@@@@@@"
  `);
});

test("golden mask: a lasso", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({
    kind: "polygon",
    mode: "add",
    points: [
      { x: 2, y: 10.5 },
      { x: 9.5, y: 1 },
      { x: 18, y: 8 },
    ],
  });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
            .#:         
           .#@@=        
           +@@@@+.      
          -@@@@@@#.     
         :@@@@@@@@%:    
        .%@@@@@@@@@@-   
        *@@@@@@@@@@@@=  
       =@@@@@@@@%#+=-.  
      -@@@%*+-:.        
      --.               
                        "
  `);
});

test("golden mask: a rectangle between pixels", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({ kind: "rectangle", mode: "add", rect: { x: 3.5, y: 2.25, width: 10, height: 7 } });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
                        
       =#########=      
       +@@@@@@@@@+      
       +@@@@@@@@@+      
       +@@@@@@@@@+      
       +@@@@@@@@@+      
       +@@@@@@@@@+      
       +@@@@@@@@@+      
       :---------:      
                        
                        "
  `);
});

test("golden mask: an ellipse", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({ kind: "ellipse", mode: "add", rect: { x: 2, y: 1, width: 16, height: 10 } });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
         :+#@@@@#+:     
       .*@@@@@@@@@@*.   
      .%@@@@@@@@@@@@%.  
      *@@@@@@@@@@@@@@*  
      @@@@@@@@@@@@@@@@  
      @@@@@@@@@@@@@@@@  
      *@@@@@@@@@@@@@@*  
      .%@@@@@@@@@@@@%.  
       .*@@@@@@@@@@*.   
         :+#@@@@#+:     
                        "
  `);
});

test("golden mask: pixels from another tool, partly beyond the edge", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({ kind: "alpha", mode: "add", parts: [{ x: -2, y: 8, width: 8, height: 8, data: ramp(64) }] });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
                        
                        
                        
                        
                        
                        
                        
    ......              
    :::::-              
    ----==              
    ===+++              "
  `);
});

test("golden mask: a shape taken from another", () => {
  const d = new MaskDocument(IMAGE);
  ellipse(d, 1, "add");
  ellipse(d, 7, "subtract");
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
       .+%@@%+.         
      -@@@@@#.          
     :@@@@@%.           
     #@@@@@-            
     @@@@@@.            
     @@@@@@.            
     #@@@@@-            
     :@@@@@%.           
      -@@@@@#.          
       .+%@@%+.         
                        "
  `);
});

test("golden mask: what two shapes share", () => {
  const d = new MaskDocument(IMAGE);
  ellipse(d, 1, "add");
  ellipse(d, 7, "intersect");
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
             ..         
            -@@-        
           :@@@@:       
           #@@@@#       
           @@@@@@       
           @@@@@@       
           #@@@@#       
           :@@@@:       
            -@@-        
             ..         
                        "
  `);
});

test("golden mask: a shape in the place of another", () => {
  const d = new MaskDocument(IMAGE);
  ellipse(d, 1, "add");
  ellipse(d, 7, "replace");
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
             .+%@@%+.   
            -@@@@@@@@-  
           :@@@@@@@@@@: 
           #@@@@@@@@@@# 
           @@@@@@@@@@@@ 
           @@@@@@@@@@@@ 
           #@@@@@@@@@@# 
           :@@@@@@@@@@: 
            -@@@@@@@@-  
             .+%@@%+.   
                        "
  `);
});

test("golden mask: holes filled", () => {
  const d = new MaskDocument(IMAGE);
  stroke(d, { radius: 1.5 }, [4, 3], [16, 3], [16, 9], [4, 9], [4, 3]);
  set(d, { fillHoles: true });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
       =++++++++++++=   
      =@@@@@@@@@@@@@@=  
      +@@@@@@@@@@@@@@+  
      +@@@@@@@@@@@@@@+  
      +@@@@@@@@@@@@@@+  
      +@@@@@@@@@@@@@@+  
      +@@@@@@@@@@@@@@+  
      +@@@@@@@@@@@@@@+  
      =@@@@@@@@@@@@@@=  
       =++++++++++++=   
                        "
  `);
});

test("golden mask: the mask inverted", () => {
  const d = new MaskDocument(IMAGE);
  ellipse(d, 1, "add");
  set(d, { invert: true });
  expect(picture(d)).toMatchInlineSnapshot(`
    "@@@@@@@@@@@@@@@@@@@@
    @@@@+:..:+@@@@@@@@@@
    @@#.      .#@@@@@@@@
    @%.        .%@@@@@@@
    @-          -@@@@@@@
    @.          .@@@@@@@
    @.          .@@@@@@@
    @-          -@@@@@@@
    @%.        .%@@@@@@@
    @@#.      .#@@@@@@@@
    @@@@+:..:+@@@@@@@@@@
    @@@@@@@@@@@@@@@@@@@@"
  `);
});

test("golden mask: an edge smoothed", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({ kind: "rectangle", mode: "add", rect: { x: 3, y: 3, width: 13, height: 6 } });
  d.apply({ kind: "rectangle", mode: "add", rect: { x: 8, y: 2, width: 1, height: 1 } });
  set(d, { smooth: 2 });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
                        
                        
        @@@@@@@@@@@     
       @@@@@@@@@@@@@    
       @@@@@@@@@@@@@    
       @@@@@@@@@@@@@    
       @@@@@@@@@@@@@    
        @@@@@@@@@@@     
                        
                        
                        "
  `);
});

test("golden mask: a mask grown by two pixels", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({ kind: "rectangle", mode: "add", rect: { x: 6, y: 4, width: 8, height: 4 } });
  set(d, { grow: 2 });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
                        
        :#@@@@@@@@#:    
        #@@@@@@@@@@#    
        @@@@@@@@@@@@    
        @@@@@@@@@@@@    
        @@@@@@@@@@@@    
        @@@@@@@@@@@@    
        #@@@@@@@@@@#    
        :#@@@@@@@@#:    
                        
                        "
  `);
});

test("golden mask: a mask shrunk by two pixels", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 2, width: 14, height: 8 } });
  set(d, { grow: -2 });
  expect(picture(d)).toMatchInlineSnapshot(`
    "                    
                        
                        
                        
    @@@@@@@@@@@@        
    @@@@@@@@@@@@        
    @@@@@@@@@@@@        
    @@@@@@@@@@@@        
                        
                        
                        
                        "
  `);
});

test("golden mask: an edge feathered over three pixels", () => {
  const d = new MaskDocument(IMAGE);
  d.apply({ kind: "rectangle", mode: "add", rect: { x: 5, y: 3, width: 10, height: 6 } });
  set(d, { feather: 3 });
  expect(picture(d)).toMatchInlineSnapshot(`
    "   ..............   
      ....::::::::....  
      ..:--======--:..  
      ..-=+******+=-..  
      .:-+#%%%%%%#+-:.  
      .:=*%@@@@@@%*=:.  
      .:=*%@@@@@@%*=:.  
      .:-+#%%%%%%#+-:.  
      ..-=+******+=-..  
      ..:--======--:..  
      ....::::::::....  
       ..............   "
  `);
});

function stroke(d: MaskDocument, brush: Partial<Brush> & { radius: number }, ...points: [number, number][]): void {
  const [first, ...rest] = points.map(([x, y]) => ({ x, y }));
  d.beginStroke({ mode: "add", ...brush }, first as { x: number; y: number });
  d.extendStroke(rest);
  d.commitStroke();
}

function all(d: MaskDocument): void {
  d.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, ...IMAGE } });
}

function ellipse(d: MaskDocument, x: number, mode: CombineMode): void {
  d.apply({ kind: "ellipse", mode, rect: { x, y: 1, width: 12, height: 10 } });
}

const ramp = (length: number) => Uint8Array.from({ length }, (_, index) => index * 4);

function set(d: MaskDocument, settings: Partial<LayerSettings>): void {
  d.changeLayers({ kind: "settings", id: "first", settings: { ...NO_SETTINGS, ...settings } });
}

function picture(d: MaskDocument): string {
  const { width, height, data } = pixelsOf(d.layers.activeMask, IMAGE);
  const shade = (value: number) => (value === 255 ? "@" : SHADES[Math.ceil((value / 255) * 9)]);
  return Array.from({ length: height }, (_, y) =>
    [...data.subarray(y * width, (y + 1) * width)].map(shade).join(""),
  ).join("\n");
}
