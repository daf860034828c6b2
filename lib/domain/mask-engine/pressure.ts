import type { ImagePoint } from "../geometry.ts";
import type { Brush, StrokePoint } from "./operation.ts";

/** A piece of a stroke along which the brush stays the same. */
export interface Stretch {
  readonly from: ImagePoint;
  readonly to: ImagePoint;
  readonly radius: number;
  readonly opacity: number;
}

/** The lightest touch still leaves this share of the full brush. */
const LEAST = 0.05;
/** Neighbouring stretches differ by no more than this: half a pixel of radius, or a shade that cannot be told apart. */
const RADIUS_STEP = 0.5;
const OPACITY_STEP = 1 / 32;

/** A segment of a stroke in pieces, as many as the change of pressure along it asks for; one where nothing changes. */
export function* stretchesOf(brush: Brush, from: StrokePoint, to: StrokePoint): Generator<Stretch> {
  const { radius, opacity = 1, pressure } = brush;
  const [first, last] = [shareAt(from), shareAt(to)];
  const change = Math.abs(last - first);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const wanted = pressure === "size" ? (change * radius) / RADIUS_STEP : (change * opacity) / OPACITY_STEP;
  const count = pressure ? Math.max(1, Math.ceil(Math.min(wanted, length))) : 1;
  const at = (share: number): ImagePoint => ({
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
  });
  for (let index = 0; index < count; index++) {
    const strength = first + ((last - first) * (index + 0.5)) / count;
    yield {
      from: index === 0 ? from : at(index / count),
      to: index === count - 1 ? to : at((index + 1) / count),
      radius: pressure === "size" ? radius * strength : radius,
      opacity: pressure === "opacity" ? opacity * strength : opacity,
    };
  }
}

const shareAt = ({ pressure = 1 }: StrokePoint): number => Math.min(1, Math.max(LEAST, pressure));
