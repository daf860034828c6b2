export interface Place {
  readonly x: number;
  readonly y: number;
}

export type TouchPhase = "start" | "move" | "end" | "cancel";
export type MousePhase = "pressed" | "moved" | "released";

export interface PointerState {
  /** As the browser is told them; 0 while the page has not been told of a button let go. */
  readonly buttons?: number;
  /** From 0 to 1, of a pen. Without it, it is the mouse. */
  readonly force?: number;
}

/** What every browser's driver is asked to do. */
export interface Pointers {
  /** Every finger that is down, the first one first; none where all are lifted, or taken away by the system. */
  touch(phase: TouchPhase, ...fingers: readonly Place[]): Promise<void>;
  /** It may be outside of the window. */
  mouse(phase: MousePhase, place: Place, state?: PointerState): Promise<void>;
}
