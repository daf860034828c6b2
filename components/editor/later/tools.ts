export { BrushFeel } from "../options/brush-feel.tsx";
export { ColourOptions } from "../options/colour-options.tsx";
export { CombineOption } from "../options/combine-option.tsx";
export { ObjectOptions } from "../options/object-options.tsx";
export { FindingNote, FindingSpot } from "../stage/finding-note.tsx";
