/** The strokes drawn once more, white on black on a canvas of the photo's size, as the browser's own PNG. */
export async function maskPng(
  photo: { readonly width: number; readonly height: number },
  lines: readonly (readonly number[])[],
  strokeWidth: number,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = photo.width;
  canvas.height = photo.height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas of that size");
  context.fillStyle = "black";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = "white";
  context.lineCap = "round";
  context.lineJoin = "round";
  context.lineWidth = strokeWidth;
  for (const points of lines) {
    context.beginPath();
    for (let at = 0; at + 1 < points.length; at += 2) context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
    context.stroke();
  }
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve);
  const png = await promise;
  if (!png) throw new Error("No PNG of that size");
  return png;
}
