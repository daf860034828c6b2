import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { expandWithin } from "#lib/domain/geometry.ts";
import { maskBounds } from "#lib/domain/mask.ts";
import type { Mask, Rect } from "#lib/domain/raster.ts";
import type { Proposal } from "#lib/engine/select/refine.ts";
import type { Selector } from "#lib/engine/select/selector.ts";
import { encodeSelection } from "../codec/selection-mask.ts";
import { log } from "../log.ts";
import {
  failSelection,
  finishSelection,
  type SelectionResult,
  type SelectionWish,
  type StartedSelection,
  startSelection,
} from "../store/selections.ts";
import { finestLevel, levelRect } from "./levels.ts";
import type { LookedAt, Looker } from "./looked-at.ts";

/** Pixels whose edge is refined: what takes about a third of a second. Beyond, a coarser level is. */
const REFINED_PIXELS = 2_500_000;
/** Of the copy that the model saw: how far beyond its proposal the true edge may lie. */
const MARGIN = 6;
/** Fainter than this is nothing. */
const FAINT = 16;

/** Answers a person's click: look at the version → propose → refine at the photo's own edges → store the answer. */
export async function runSelection(selectionId: string, selector: Selector, look: Looker): Promise<void> {
  const started = await startSelection(selectionId);
  if (!started) return;
  try {
    const { result, mask } = await select(started, selector, look);
    await finishSelection(selectionId, result, mask);
  } catch (error) {
    const code = error instanceof RepaintError ? error.code : "internal";
    if (code === "internal" || code === "bad_response") log.error({ selectionId, err: error }, "selection failed");
    await failSelection(selectionId, code);
  }
}

async function select({ userId, imageId, editId, wish }: StartedSelection, selector: Selector, look: Looker) {
  const seen = await look(userId, imageId, editId);
  const proposal = await selector.propose({
    picture: seen.picture,
    embedding: seen.embedding,
    mode: wish.mode,
    ...pointingOn(wish, seen.scale),
  });
  const bounds = maskBounds(asMask(proposal));
  if (!bounds) throw new RepaintError("nothing_found");

  const { version, scale } = seen;
  const around = expandWithin(bounds, MARGIN, seen.picture);
  const onPicture = {
    x: around.x / scale,
    y: around.y / scale,
    width: around.width / scale,
    height: around.height / scale,
  };
  const z = finestLevel(onPicture, REFINED_PIXELS, version.levels);
  const rect = levelRect(onPicture, version.size, z);
  const detail = await version.read(z, rect);
  const step = 2 ** z * scale;
  const coverage = await selector.refine({
    detail: { width: rect.width, height: rect.height, pixels: detail.data },
    proposal,
    left: rect.x * step,
    top: rect.y * step,
    step,
  });
  return answer({
    seen,
    z,
    rect,
    area: wish.area,
    coverage: { width: rect.width, height: rect.height, data: coverage },
  });
}

interface Found {
  readonly seen: LookedAt;
  readonly z: number;
  /** Of the level. */
  readonly rect: Rect;
  readonly coverage: Mask;
  readonly area: SelectionWish["area"];
}

async function answer({ seen, z, rect, coverage, area }: Found) {
  const bounds = maskBounds({ ...coverage, data: coverage.data.map((value) => (value < FAINT ? 0 : value)) });
  if (!bounds) throw new RepaintError("nothing_found");
  const { size } = seen.version;
  const factor = 2 ** z;
  const place = { x: (rect.x + bounds.x) * factor, y: (rect.y + bounds.y) * factor };
  const crop = {
    x: bounds.x * factor,
    y: bounds.y * factor,
    // The last pixel of a level may reach beyond the picture.
    width: Math.min(bounds.width * factor, size.width - place.x),
    height: Math.min(bounds.height * factor, size.height - place.y),
  };
  const whole = area === "picture" ? { ...place, canvas: size } : null;
  const mask = await encodeSelection(coverage, factor, crop, whole);
  const method = seen.embedding ? "model" : "colour";
  const result: SelectionResult = whole
    ? { x: 0, y: 0, ...size, method }
    : { ...place, width: crop.width, height: crop.height, method };
  return { result, mask };
}

/** What is sure or likely; the rest of the proposal is noise of the model. */
function asMask({ width, height, coverage }: Proposal): Mask {
  return { width, height, data: coverage.map((value) => (value > 127 ? 255 : 0)) };
}

function pointingOn({ points, box, lasso }: SelectionWish, scale: number) {
  return {
    points: points.map(({ x, y, label }) => ({ x: x * scale, y: y * scale, label })),
    box: box && { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
    lasso: lasso.map(([x, y]) => ({ x: x * scale, y: y * scale })),
  };
}
