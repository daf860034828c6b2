import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Gesture, OpenShape } from "./gesture.ts";

/** Fewer corners enclose nothing. */
const LEAST_CORNERS = 3;

/**
 * A polygon put together corner by corner. Pressing twice at one place, or on the first corner, closes it; a corner
 * stands where the pointer is lifted.
 */
export class PolygonShape implements OpenShape {
  readonly #use: (points: readonly ImagePoint[]) => void;
  #points: readonly ImagePoint[] = [];
  /** The corner that would be next. */
  #next: ImagePoint | null = null;
  #isOpen = true;

  constructor(use: (points: readonly ImagePoint[]) => void) {
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
    this.#points = this.#points.slice(0, -1);
    if (this.#points.length === 0) this.cancel();
  }

  close(): void {
    if (this.#isOpen && this.#points.length >= LEAST_CORNERS) this.#use(this.#points);
    this.cancel();
  }

  cancel(): void {
    this.#isOpen = false;
    this.#points = [];
    this.#next = null;
  }

  #put(at: ImagePoint, reach: number): void {
    const [first, last] = [this.#points[0], this.#points.at(-1)];
    const isOnFirst = this.#points.length >= LEAST_CORNERS && first && distance(at, first) <= reach;
    if (isOnFirst || (last && distance(at, last) <= reach)) this.close();
    else {
      this.#points = [...this.#points, { x: at.x, y: at.y }];
      this.#next = null;
    }
  }

  #giveUpNext(): void {
    this.#next = null;
    if (this.#points.length === 0) this.cancel();
  }
}

const distance = (a: ImagePoint, b: ImagePoint): number => Math.hypot(a.x - b.x, a.y - b.y);
