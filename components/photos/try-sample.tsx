"use client";

import { Eraser } from "lucide-react";
import { useTranslations } from "next-intl";
import { type PointerEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { BeforeHydration } from "#lib/client/deferred-hydration.ts";
import { usePhotoSource } from "./photo-dropzone.tsx";
import { BRUSH_RADIUS, SAMPLE } from "./sample.ts";
import { useSamplePainting } from "./sample-painting.ts";
import { useSample } from "./use-sample.ts";

interface TrySampleProps {
  /** Price of one edit by the local model. */
  readonly tokens: number;
}

/**
 * The product in one picture: the sample photo can be painted on at once, and one button opens it in the editor while
 * the painted part is being erased. Needs a pointer; `SampleButton` opens the same photo for any hands.
 */
export function TrySample({ tokens }: TrySampleProps) {
  const t = useTranslations("photos.sample");
  const { open } = usePhotoSource();
  const painting = useSamplePainting();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const { busy, load } = useSample();

  const erase = () => load(async (file) => open([file], { operation: "erase", mask: await painting.encode() }));

  return (
    <figure className="relative overflow-hidden rounded-large bg-control shadow-overlay">
      {/* biome-ignore lint/performance/noImgElement: what is painted on must be the picture's own pixels. */}
      <img
        src={SAMPLE.url}
        alt={t("description")}
        width={SAMPLE.width}
        height={SAMPLE.height}
        draggable={false}
        fetchPriority="high"
        className="block h-auto w-full select-none"
      />
      <canvas
        ref={painting.canvas}
        data-before-hydration={"paint" satisfies BeforeHydration}
        width={SAMPLE.width}
        height={SAMPLE.height}
        className="absolute inset-0 size-full cursor-none touch-none text-mask opacity-60"
        onPointerDown={painting.onPointerDown}
        onPointerMove={(event) => {
          setCursor(cursorAt(event));
          painting.onPointerMove(event);
        }}
        onPointerUp={painting.onPointerUp}
        onPointerCancel={painting.onPointerUp}
        onPointerLeave={() => setCursor(null)}
      />
      {cursor && <BrushRing {...cursor} />}
      <figcaption className="pointer-events-none absolute inset-x-0 bottom-0 flex justify-center p-3 sm:p-4">
        {painting.painted ? (
          <div className="pointer-events-auto flex animate-rise gap-2 rounded-large border border-line bg-raised p-2 shadow-overlay">
            <Button onClick={painting.clear}>{t("clear")}</Button>
            <Button variant="primary" busy={busy} onClick={erase}>
              <Eraser aria-hidden="true" />
              {t("erase", { count: tokens })}
            </Button>
          </div>
        ) : (
          <p className="rounded-full bg-scrim px-4 py-2 font-medium text-photo-ink">{t("hint")}</p>
        )}
      </figcaption>
    </figure>
  );
}

interface Cursor {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Where the brush is, in the figure's pixels. A finger covers what it points at and gets no ring. */
function cursorAt(event: PointerEvent<HTMLElement>): Cursor | null {
  if (event.pointerType === "touch") return null;
  const box = event.currentTarget.getBoundingClientRect();
  return {
    x: event.clientX - box.left,
    y: event.clientY - box.top,
    size: (2 * BRUSH_RADIUS * box.width) / SAMPLE.width,
  };
}

function BrushRing({ x, y, size }: Cursor) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute -translate-1/2 rounded-full border-2 border-photo-ink outline-1 outline-photo-edge"
      style={{ left: x, top: y, width: size, height: size }}
    />
  );
}
