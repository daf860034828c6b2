import sharp from "sharp";

/** Where pictures of one size differ in any sample, in pixels; the bounds lie inside. */
export async function boundsOfChange(before: string | Buffer, after: string | Buffer) {
  const [old, young] = await Promise.all([samplesOf(before), samplesOf(after)]);
  const { width, height, channels } = old.info;
  if (young.info.width !== width || young.info.height !== height) throw new Error("the pictures differ in size");
  const bounds = { count: 0, left: Infinity, right: -1, top: Infinity, bottom: -1 };
  for (let at = 0; at < old.data.length; at++) {
    if (old.data[at] === young.data[at]) continue;
    const pixel = Math.floor(at / channels);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    bounds.count++;
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

const samplesOf = (picture: string | Buffer) =>
  sharp(picture, { ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true });
