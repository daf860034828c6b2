"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { MenuOnDemand } from "#components/ui/menu.tsx";
import type { EditorLayer, LayerColour, LayerPattern } from "#lib/client/layers/layer-meta.ts";
import { PATTERN_LINE, PATTERN_PATHS, PATTERN_SIDE } from "#lib/client/layers/pattern-paths.ts";

const load = () => import("./opened-look-menu.tsx").then((module) => module.OpenedLookMenu);

/** The look of a layer, and the choice of another one. */
export function LayerSwatch({ layer, name }: { readonly layer: EditorLayer; readonly name: string }) {
  const t = useTranslations("layers");
  const { colour, pattern } = layer.meta;
  return (
    <MenuOnDemand
      load={load}
      rest={{ layer }}
      trigger={
        <IconButton label={t("look", { name })} size="small">
          <Swatch colour={colour} pattern={pattern} />
        </IconButton>
      }
    />
  );
}

const FILLS: Readonly<Record<LayerColour, string>> = {
  pink: "text-layer-pink",
  blue: "text-layer-blue",
  amber: "text-layer-amber",
  green: "text-layer-green",
  violet: "text-layer-violet",
  cyan: "text-layer-cyan",
};

interface SwatchProps {
  readonly colour: LayerColour;
  readonly pattern: LayerPattern;
}

function Swatch({ colour, pattern }: SwatchProps) {
  const id = useId();
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className={`forced-color-adjust-none rounded-small ${FILLS[colour]}`}>
      <defs>
        <pattern id={id} width={PATTERN_SIDE} height={PATTERN_SIDE} patternUnits="userSpaceOnUse">
          <path
            d={PATTERN_PATHS[pattern]}
            strokeWidth={PATTERN_LINE}
            strokeLinecap="round"
            className="stroke-photo-edge/60"
          />
        </pattern>
      </defs>
      <rect width="16" height="16" fill="currentColor" />
      <rect width="16" height="16" fill={`url(#${id})`} />
    </svg>
  );
}
