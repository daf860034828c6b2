/** Pictures of the editor in `public/guide`, which the end-to-end tests take. Sizes in CSS pixels. */
export const GUIDE_PICTURES = {
  open: { width: 1280, height: 800 },
  mark: { width: 1280, height: 800 },
  ask: { width: 304, height: 755 },
  result: { width: 1280, height: 800 },
  patch: { width: 303, height: 229 },
  layers: { width: 303, height: 252 },
  extend: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;
export type GuidePicture = keyof typeof GUIDE_PICTURES;

/** What the guide tells, in the order in which one needs it. Its words are in the part `guide` of the catalogue. */
export const GUIDE_SECTIONS = [
  { id: "open", points: ["heic", "comeBack"], pictures: ["open"] },
  { id: "mark", points: ["combine", "subject", "undo"], pictures: ["mark"] },
  { id: "ask", points: ["model", "references", "price"], pictures: ["ask"] },
  { id: "run", points: ["goOn", "checked", "failed"], pictures: [] },
  { id: "results", points: ["versions", "compareModels", "download"], pictures: ["result"] },
  { id: "change", points: ["eraseBack"], pictures: ["patch"] },
  { id: "layers", points: ["sequence", "masks"], pictures: ["layers"] },
  { id: "larger", points: ["extend", "upscale", "cutOut"], pictures: ["extend"] },
  { id: "keyboard", points: ["steer", "keys"], pictures: [] },
  { id: "touch", points: ["pen", "sheet"], pictures: ["phone"] },
  { id: "photo", points: ["sent", "deleted", "signedOut"], pictures: [] },
] as const satisfies readonly {
  readonly id: string;
  readonly points: readonly string[];
  readonly pictures: readonly GuidePicture[];
}[];
