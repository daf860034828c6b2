"use client";

import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { BRUSH_RADIUS, SAMPLE } from "./sample.ts";
import type { SampleStroke } from "./sample-mask.ts";
import { samplePen } from "./sample-pen.ts";

export interface SamplePainting {
  /** Lies over the picture; its own pixels are the picture's. */
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly painted: boolean;
  readonly onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => void;
  readonly onPointerUp: () => void;
  readonly clear: () => void;
  /** The mask as the API takes it. Rejects where what makes it does not load. */
  readonly encode: () => Promise<Blob>;
}

/** Painting on the sample picture. The canvas shows the strokes; the mask is made of them when it is sent. */
export function useSamplePainting(): SamplePainting {
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef<SampleStroke[]>([]);
  const drawing = useRef(false);
  const [painted, setPainted] = useState(false);

  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    // A replayed press (`lib/client/deferred-hydration.ts`) may be over, or has been captured when it was made.
    if (event.isTrusted) event.currentTarget.setPointerCapture(event.pointerId);
    const at = imagePoint(event.currentTarget, event);
    const pen = samplePen(event.currentTarget, 2 * BRUSH_RADIUS);
    if (!pen) return;
    pen.moveTo(at.x, at.y);
    pen.lineTo(at.x, at.y);
    pen.stroke();
    strokes.current.push([at]);
    drawing.current = true;
  };

  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return;
    const { currentTarget, nativeEvent } = event;
    // The browser joins fast moves into one event; without the ones between, curves get corners.
    const moves = nativeEvent.getCoalescedEvents?.() ?? [];
    const points = (moves.length > 0 ? moves : [nativeEvent]).map((move) => imagePoint(currentTarget, move));
    strokes.current.at(-1)?.push(...points);
    const pen = currentTarget.getContext("2d");
    for (const { x, y } of points) pen?.lineTo(x, y);
    pen?.stroke();
  };

  const onPointerUp = () => {
    if (!drawing.current) return;
    drawing.current = false;
    setPainted(true);
  };

  const clear = () => {
    strokes.current = [];
    canvas.current?.getContext("2d")?.clearRect(0, 0, SAMPLE.width, SAMPLE.height);
    setPainted(false);
  };

  const encode = async () => (await import("./sample-mask.ts")).sampleMask(strokes.current);
  return { canvas, painted, onPointerDown, onPointerMove, onPointerUp, clear, encode };
}

function imagePoint(canvas: HTMLCanvasElement, { clientX, clientY }: { clientX: number; clientY: number }) {
  const box = canvas.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * SAMPLE.width,
    y: ((clientY - box.top) / box.height) * SAMPLE.height,
  };
}
