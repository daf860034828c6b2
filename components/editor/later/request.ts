export { ExpandPanel } from "../inspector/expand-panel.tsx";
export { ModelSettings } from "../inspector/model-settings.tsx";
export { ReferencesField } from "../inspector/references-field.tsx";
export { ScalePanel } from "../inspector/scale-panel.tsx";
export { ExpandFrame } from "../stage/expand-frame.tsx";
