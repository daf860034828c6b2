"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { NumberField } from "#components/ui/number-field.tsx";
import {
  type EdgeName,
  edgesByShare,
  edgesToRatio,
  isExtended,
  legalEdge,
  NO_EDGES,
} from "#lib/client/edits/expand.ts";
import { canvasOf, type Edges } from "#lib/domain/outpaint.ts";
import type { Size } from "#lib/domain/raster.ts";
import { useBase } from "../state/use-ask.ts";
import { useExpand } from "../state/use-expand.ts";
import { SizeChange } from "./size-change.tsx";

const SIDES = ["left", "right", "top", "bottom"] as const satisfies readonly EdgeName[];

const SHORTCUTS: readonly { readonly label: string; readonly edges: (picture: Size) => Edges }[] = [
  { label: "+25 %", edges: (picture) => edgesByShare(picture, 0.25) },
  { label: "1:1", edges: (picture) => edgesToRatio(picture, 1) },
  { label: "16:9", edges: (picture) => edgesToRatio(picture, 16 / 9) },
  { label: "9:16", edges: (picture) => edgesToRatio(picture, 9 / 16) },
];

/** How far to extend the photo on each side, in its pixels, and how large it gets. */
export function ExpandPanel() {
  const t = useTranslations("request");
  const picture = useBase();
  const { isAsked, edges: expand, limit, set } = useExpand();
  if (!isAsked) return null;
  return (
    <section aria-label={t("expand.title")} className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-x-3 gap-y-2">
        {SIDES.map((name) => (
          <Field key={name} label={t(`expand.${name}`)}>
            {(control) => (
              <NumberField
                {...control}
                value={expand[name]}
                onValueChange={(pixels) => set({ ...expand, [name]: pixels ?? 0 })}
                parse={(text) => legalEdge(Number(text), limit)}
                unit={t("units.px")}
              />
            )}
          </Field>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
      <div role="group" aria-label={t("expand.extendTo")} className="flex flex-wrap gap-1.5">
        {SHORTCUTS.map(({ label, edges }) => (
          <Button key={label} dir="ltr" size="small" onClick={() => set(edges(picture))}>
            {label}
          </Button>
        ))}
        <IconButton
          label={t("expand.nothing")}
          size="small"
          disabled={!isExtended(expand)}
          onClick={() => set(NO_EDGES)}
        >
          <RotateCcw aria-hidden="true" />
        </IconButton>
      </div>
      <SizeChange from={picture} to={canvasOf(picture, expand)} />
      {limit !== null && <p className="text-ink-muted text-sm">{t("expand.limit", { pixels: limit })}</p>}
    </section>
  );
}
