"use client";

import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { encodeGreyPng } from "#lib/client/mask-engine/png/grey-png.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { SAMPLE } from "./sample.ts";

/** Radius of the brush as a share of the picture's width. */
export const BRUSH_SHARE = 0.022;

export interface SamplePainting {
  /** Lies over the picture; its own pixels are the picture's. */
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly painted: boolean;
  readonly onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => void;
  readonly onPointerUp: () => void;
  readonly clear: () => void;
  /** The mask as the API takes it. */
  readonly encode: () => Promise<Blob>;
}

/** Painting a mask on the sample picture. The mask is exact at image size; the canvas only shows the strokes. */
export function useSamplePainting(): SamplePainting {
  const canvas = useRef<HTMLCanvasElement>(null);
  const mask = useRef(new MaskDocument(SAMPLE));
  const drawing = useRef(false);
  const [painted, setPainted] = useState(false);

  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = imagePoint(event.currentTarget, event);
    mask.current.beginStroke({ mode: "add", radius: BRUSH_SHARE * SAMPLE.width }, at);
    const pen = event.currentTarget.getContext("2d");
    if (!pen) return;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.lineWidth = 2 * BRUSH_SHARE * SAMPLE.width;
    pen.strokeStyle = getComputedStyle(event.currentTarget).color;
    pen.beginPath();
    pen.moveTo(at.x, at.y);
    pen.lineTo(at.x, at.y);
    pen.stroke();
    drawing.current = true;
  };

  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return;
    const { currentTarget, nativeEvent } = event;
    // The browser joins fast moves into one event; without the ones between, curves get corners.
    const moves = nativeEvent.getCoalescedEvents?.() ?? [];
    const points = (moves.length > 0 ? moves : [nativeEvent]).map((move) => imagePoint(currentTarget, move));
    mask.current.extendStroke(points);
    const pen = currentTarget.getContext("2d");
    for (const { x, y } of points) pen?.lineTo(x, y);
    pen?.stroke();
  };

  const onPointerUp = () => {
    if (!drawing.current) return;
    drawing.current = false;
    mask.current.commitStroke();
    setPainted(true);
  };

  const clear = () => {
    mask.current.apply({ kind: "clear" });
    canvas.current?.getContext("2d")?.clearRect(0, 0, SAMPLE.width, SAMPLE.height);
    setPainted(false);
  };

  const encode = () => encodeGreyPng(SAMPLE, mask.current.snapshot());
  return { canvas, painted, onPointerDown, onPointerMove, onPointerUp, clear, encode };
}

function imagePoint(canvas: HTMLCanvasElement, { clientX, clientY }: { clientX: number; clientY: number }) {
  const box = canvas.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * SAMPLE.width,
    y: ((clientY - box.top) / box.height) * SAMPLE.height,
  };
}
