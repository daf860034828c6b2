/**
 * A pen that has been put down on the sample picture. Also sent to the page as text (`lib/client/deferred-hydration.ts`): it
 * may use nothing from around it.
 *
 * @param width in pixels of the canvas
 */
export function samplePen(canvas: HTMLCanvasElement, width: number): CanvasRenderingContext2D | null {
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.lineWidth = width;
  pen.strokeStyle = getComputedStyle(canvas).color;
  pen.beginPath();
  return pen;
}
