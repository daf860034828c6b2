import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Gesture, OpenShape } from "./gesture.ts";

/** Fewer corners enclose nothing. */
const LEAST_CORNERS = 3;

interface PolygonUse {
  /** Those that stand already. */
  readonly corners: readonly ImagePoint[];
  readonly onCorners: (corners: readonly ImagePoint[]) => void;
  readonly use: (points: readonly ImagePoint[]) => void;
}

/**
 * A polygon put together corner by corner. Pressing twice at one place, or on the first corner, closes it; a corner
 * stands where the pointer is lifted.
 */
export class PolygonShape implements OpenShape {
  readonly #use: (points: readonly ImagePoint[]) => void;
  readonly #onCorners: (corners: readonly ImagePoint[]) => void;
  #points: readonly ImagePoint[];
  /** The corner that would be next. */
  #next: ImagePoint | null = null;
  #isOpen = true;

  /** `onCorners` is told which corners stand whenever that changes. */
  constructor({ corners, onCorners, use }: PolygonUse) {
    this.#points = corners;
    this.#onCorners = onCorners;
    this.#use = use;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get outline(): readonly ImagePoint[] {
    return this.#next ? [...this.#points, this.#next] : this.#points;
  }

  press(at: ImagePoint, reach: number): Gesture {
    this.#next = at;
    const shape = this;
    return {
      get outline() {
        return shape.outline;
      },
      move: (points) => this.hover(points.at(-1) ?? at),
      end: () => this.#put(this.#next ?? at, reach),
      cancel: () => this.#giveUpNext(),
    };
  }

  hover(at: ImagePoint): void {
    this.#next = { x: at.x, y: at.y };
  }

  takeBack(): void {
    this.#stand(this.#points.slice(0, -1));
    if (this.#points.length === 0) this.cancel();
  }

  close(): void {
    if (this.#isOpen && this.#points.length >= LEAST_CORNERS) this.#use(this.#points);
    this.cancel();
  }

  cancel(): void {
    this.#isOpen = false;
    this.#stand([]);
    this.#next = null;
  }

  #put(at: ImagePoint, reach: number): void {
    const [first, last] = [this.#points[0], this.#points.at(-1)];
    const isOnFirst = this.#points.length >= LEAST_CORNERS && first && distance(at, first) <= reach;
    if (isOnFirst || (last && distance(at, last) <= reach)) this.close();
    else {
      this.#stand([...this.#points, { x: at.x, y: at.y }]);
      this.#next = null;
    }
  }

  #stand(corners: readonly ImagePoint[]): void {
    this.#points = corners;
    this.#onCorners(corners);
  }

  #giveUpNext(): void {
    this.#next = null;
    if (this.#points.length === 0) this.cancel();
  }
}

const distance = (a: ImagePoint, b: ImagePoint): number => Math.hypot(a.x - b.x, a.y - b.y);
