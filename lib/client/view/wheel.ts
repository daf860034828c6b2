/** What a wheel event asks for. Distances in CSS pixels. */
export type WheelIntent =
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "pan"; readonly dx: number; readonly dy: number };

type WheelFacts = Pick<WheelEvent, "deltaX" | "deltaY" | "deltaMode" | "ctrlKey" | "metaKey" | "shiftKey"> & {
  /** Not in the standard, yet told by Chromium and WebKit: 120 per notch of a mouse wheel. */
  readonly wheelDeltaY?: number;
};

const LINE_PIXELS = 16;
const PAGE_PIXELS = 400;
/** A notch of a mouse wheel zooms by about a fifth; a pinch on a trackpad sends many small steps. */
const NOTCH_RATE = 0.0018;
const PINCH_RATE = 0.01;

/**
 * Pinching on a trackpad arrives as a wheel with `ctrlKey`; scrolling with two fingers moves in both directions and in
 * odd steps; a mouse wheel moves up and down in notches. Notches and pinches zoom, everything else pans.
 */
export function wheelIntent(event: WheelFacts): WheelIntent {
  const unit = event.deltaMode === 1 ? LINE_PIXELS : event.deltaMode === 2 ? PAGE_PIXELS : 1;
  const dx = event.deltaX * unit;
  const dy = event.deltaY * unit;
  const pinched = event.ctrlKey || event.metaKey;
  if (pinched) return { kind: "zoom", factor: Math.exp(-clamp(dy) * (isNotch(event) ? NOTCH_RATE : PINCH_RATE)) };
  if (event.shiftKey && dx === 0) return { kind: "pan", dx: -dy, dy: 0 };
  if (dx === 0 && isNotch(event)) return { kind: "zoom", factor: Math.exp(-clamp(dy) * NOTCH_RATE) };
  return { kind: "pan", dx: -dx, dy: -dy };
}

function isNotch(event: WheelFacts): boolean {
  if (event.deltaMode !== 0) return true;
  if (event.wheelDeltaY !== undefined) return event.wheelDeltaY !== 0 && event.wheelDeltaY % 120 === 0;
  return Math.abs(event.deltaY) >= 50;
}

const clamp = (delta: number) => Math.min(400, Math.max(-400, delta));
