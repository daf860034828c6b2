import { type EditorLayer, editorLayers, type LayerMeta } from "#lib/client/layers/layer-meta.ts";
import type { Messages } from "#lib/i18n/messages.ts";
import type { Translator } from "#lib/i18n/translator.ts";
import type { MaskStoreState } from "./mask-store.ts";

type Layers = readonly EditorLayer[];

/** Which step undo took back, or redo took again: "Undone: marks on Layer 1." Null where neither led to `state`. */
export function describeMove(t: Translator, before: MaskStoreState, state: MaskStoreState): string | null {
  if (state.moved === null || state.layers === before.layers) return null;
  const isUndo = state.moved === "undo";
  const [from, to] = [editorLayers(before.layers), editorLayers(state.layers)];
  const step = isUndo ? stepBetween(t, to, from) : stepBetween(t, from, to);
  return step && t(isUndo ? "layers.undone" : "layers.redone", { step });
}

/** What was done between two states of the layers; null where they are alike. */
function stepBetween(t: Translator, earlier: Layers, later: Layers): string | null {
  const nameOf = ({ name, number }: LayerMeta) => name ?? t("layers.name", { number });
  const lacks = (layers: Layers) => (layer: EditorLayer) => !layers.some(({ id }) => id === layer.id);
  const added = later.find(lacks(earlier));
  if (added) return t("layers.steps.added", { name: nameOf(added.meta) });
  const gone = earlier.find(lacks(later));
  const changed = later.flatMap((layer) => {
    const old = earlier.find(({ id }) => id === layer.id);
    const kind = old && changeOf(old, layer);
    return kind ? [{ kind, name: nameOf(layer.meta) }] : [];
  })[0];
  if (gone) return t(changed ? "layers.steps.merged" : "layers.steps.deleted", { name: nameOf(gone.meta) });
  if (later.some(({ id }, at) => earlier[at]?.id !== id)) return t("layers.steps.order");
  return changed ? t(`layers.steps.${changed.kind}`, { name: changed.name }) : null;
}

/** What differs first, in this order: settings change the marks as well. */
function changeOf(old: EditorLayer, layer: EditorLayer): keyof Messages["layers"]["steps"] | null {
  const { settings, meta } = layer;
  if (JSON.stringify(settings) !== JSON.stringify(old.settings)) return "settings";
  if (meta.name !== old.meta.name) return "name";
  if (meta.isVisible !== old.meta.isVisible) return meta.isVisible ? "shown" : "hidden";
  if (meta.isLocked !== old.meta.isLocked) return meta.isLocked ? "locked" : "unlocked";
  if (JSON.stringify(meta) !== JSON.stringify(old.meta)) return "look";
  if (layer.pixels === old.pixels && JSON.stringify(layer.centre) === JSON.stringify(old.centre)) return null;
  return "marks";
}
