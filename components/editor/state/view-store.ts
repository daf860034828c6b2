import { createStore, type StoreApi } from "zustand/vanilla";
import { NO_EDGES } from "#lib/client/edits/expand.ts";
import type { VersionBase } from "#lib/client/edits/version-base.ts";
import { fittedInsets } from "#lib/client/view/insets.ts";
import { viewOn } from "#lib/client/view/other-picture.ts";
import { paneOf } from "#lib/client/view/panes.ts";
import type { ScreenPoint } from "#lib/client/view/points.ts";
import {
  clampScale,
  fitted,
  keepVisible,
  pan,
  pinch,
  type Viewport,
  zoomAt,
  zoomStep,
} from "#lib/client/view/viewport.ts";
import { canvasOf, type Edges } from "#lib/domain/outpaint.ts";
import type { Size } from "#lib/domain/raster.ts";

export interface ViewState {
  /** All that is drawn on, in CSS pixels; zero until it has been laid out. */
  readonly surface: Size;
  /** What shows one picture, in CSS pixels: the surface, or one of two equal panes of it. */
  readonly stage: Size;
  /** Two panes share one view: each shows its version at the same `viewport`, from its own top-left corner. */
  readonly isSplit: boolean;
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio: number;
  readonly viewport: Viewport;
  /** The whole picture is shown, and stays so when the stage changes its size. */
  readonly isFitted: boolean;
  setSurface(surface: Size, pixelRatio: number): void;
  setSplit(isSplit: boolean): void;
  /** Fits the picture together with this much around it, from now on. In image pixels. */
  makeRoom(room: Edges): void;
  /** Turns to another picture: fitted if the one before was, else what both show stays where it is. */
  show(picture: Picture): void;
  fit(): void;
  /** One image pixel on one pixel of the screen. */
  actualSize(): void;
  step(direction: 1 | -1): void;
  zoomBy(factor: number, anchor: ScreenPoint): void;
  panBy(dx: number, dy: number): void;
  /** Two fingers, from where they were when the viewport was `start`. */
  pinchTo(start: Viewport, from: readonly [ScreenPoint, ScreenPoint], to: readonly [ScreenPoint, ScreenPoint]): void;
}

export type ViewStore = StoreApi<ViewState>;
type Picture = Size & Pick<VersionBase, "placement">;

export function createViewStore(first: Picture): ViewStore {
  let image = first;
  let room = NO_EDGES;
  return createStore<ViewState>()((set, get) => {
    const move = (viewport: Viewport) => {
      set({ viewport: keepVisible(viewport, image, get().stage), isFitted: false });
    };
    const zoomTo = (scale: number, anchor?: ScreenPoint) => {
      const { viewport, stage } = get();
      const middle = { x: stage.width / 2, y: stage.height / 2 };
      move(zoomAt(viewport, anchor ?? middle, clampScale(scale, image, stage)));
    };
    const fitTo = (surface: Size, stage: Size, pixelRatio: number) => {
      const insets = fittedInsets(surface, stage !== surface);
      const { scale, x, y } = fitted(canvasOf(image, room), stage, insets, pixelRatio);
      return { viewport: { scale, x: x + room.left * scale, y: y + room.top * scale }, isFitted: true };
    };
    const layOut = (surface: Size, isSplit: boolean, pixelRatio: number) => {
      const before = get();
      const stage = isSplit ? paneOf(surface) : surface;
      const grown = { x: (stage.width - before.stage.width) / 2, y: (stage.height - before.stage.height) / 2 };
      const kept = { viewport: keepVisible(pan(before.viewport, grown.x, grown.y), image, stage) };
      set({ surface, stage, isSplit, pixelRatio, ...(before.isFitted ? fitTo(surface, stage, pixelRatio) : kept) });
    };
    return {
      surface: { width: 0, height: 0 },
      stage: { width: 0, height: 0 },
      isSplit: false,
      pixelRatio: 1,
      viewport: { scale: 1, x: 0, y: 0 },
      isFitted: true,
      setSurface: (surface, pixelRatio) => layOut(surface, get().isSplit, pixelRatio),
      setSplit: (isSplit) => layOut(get().surface, isSplit, get().pixelRatio),
      makeRoom: (next) => {
        if (next === room) return;
        room = next;
        if (get().isFitted) get().fit();
      },
      show: (picture) => {
        const { viewport, isFitted } = get();
        const kept = viewOn(viewport, image.placement, picture.placement);
        image = picture;
        if (isFitted) return get().fit();
        set({ viewport: kept });
        zoomTo(kept.scale);
      },
      fit: () => set(fitTo(get().surface, get().stage, get().pixelRatio)),
      actualSize: () => zoomTo(1 / get().pixelRatio),
      step: (direction) => zoomTo(zoomStep(get().viewport.scale, get().pixelRatio, direction)),
      zoomBy: (factor, anchor) => zoomTo(get().viewport.scale * factor, anchor),
      panBy: (dx, dy) => move(pan(get().viewport, dx, dy)),
      pinchTo: (start, from, to) => {
        const wanted = pinch(start, from, to);
        const middle = { x: (to[0].x + to[1].x) / 2, y: (to[0].y + to[1].y) / 2 };
        move(zoomAt(wanted, middle, clampScale(wanted.scale, image, get().stage)));
      },
    };
  });
}
