import type { KonvaEventObject } from "konva/lib/Node";
import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { Image, Layer, Line, Stage } from "react-konva";
import { maskPng } from "./mask-png.ts";

/** As in Repaint: a sixteenth of the shorter side. */
const BRUSH = 1 / 16;
const KEY_FACTOR = 1.15;

/**
 * What a painting page looks like when react-konva is used the way its documentation shows: the photo as an image at
 * full size, each stroke a line in state, a new state for each move of the pointer, undo by leaving the last line out.
 */
function Page() {
  const [photo, setPhoto] = useState<HTMLImageElement | null>(null);
  const [size, setSize] = useState(0);
  const [lines, setLines] = useState<readonly (readonly number[])[]>([]);
  const isDrawing = useRef(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "z" && event.ctrlKey) setLines((all) => all.slice(0, -1));
      if (event.key === "]") setSize((now) => now * KEY_FACTOR);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const open = (file: File | undefined) => {
    if (!file) return;
    const image = new window.Image();
    image.onload = () => {
      setPhoto(image);
      setSize(Math.min(image.width, image.height) * BRUSH);
    };
    image.src = URL.createObjectURL(file);
  };
  if (!photo) return <input type="file" onChange={(event) => open(event.target.files?.[0])} />;

  const scale = Math.min((window.innerWidth - 120) / photo.width, (window.innerHeight - 60) / photo.height);
  const pointer = (event: KonvaEventObject<MouseEvent>) => {
    const at = event.target.getStage()?.getPointerPosition();
    return at ? [at.x / scale, at.y / scale] : [];
  };
  const save = async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await maskPng(photo, lines, size));
    link.download = "mask.png";
    link.click();
  };
  return (
    <>
      <button type="button" onClick={() => void save()}>
        Save mask
      </button>
      <Stage
        width={photo.width * scale}
        height={photo.height * scale}
        scaleX={scale}
        scaleY={scale}
        onMouseDown={(event) => {
          isDrawing.current = true;
          const start = pointer(event);
          setLines((all) => [...all, start]);
        }}
        onMouseMove={(event) => {
          if (!isDrawing.current) return;
          const next = pointer(event);
          setLines((all) => [...all.slice(0, -1), [...(all.at(-1) ?? []), ...next]]);
        }}
        onMouseUp={() => {
          isDrawing.current = false;
        }}
      >
        <Layer listening={false}>
          <Image image={photo} />
        </Layer>
        <Layer opacity={0.6}>
          {lines.map((points, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added and taken away at the end.
            <Line key={index} points={[...points]} stroke="red" strokeWidth={size} lineCap="round" lineJoin="round" />
          ))}
        </Layer>
      </Stage>
    </>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Page />);
