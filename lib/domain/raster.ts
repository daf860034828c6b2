/**
 * Pixels in memory. Rows top to bottom, samples interleaved, no padding; straight (not premultiplied) alpha.
 *
 * Channels: 1 grey, 2 grey+alpha, 3 RGB, 4 RGBA. Values are as encoded in the picture's own colour profile: Repaint
 * never converts a picture's colours behind the user's back, so unmasked samples can be compared byte for byte.
 */
export interface Raster<Samples extends Uint8Array | Uint16Array = Uint8Array | Uint16Array> {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  /** Length is `width * height * channels`. `Uint16Array` for pictures deeper than 8 bits. */
  readonly data: Samples;
}

/** A mask or a part of one: one byte per pixel, 255 = repaint, 0 = keep. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Whole pixels, top-left origin, in the oriented image. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The pixels of `rect`, copied. `rect` must lie inside the raster. Same channels and depth. */
export function cropRaster<Samples extends Uint8Array | Uint16Array>(
  raster: Raster<Samples>,
  rect: Rect,
): Raster<Samples> {
  const { channels, data } = raster;
  const cropped = emptyLike(data, rect.width * rect.height * channels);
  const rowLength = rect.width * channels;
  for (let y = 0; y < rect.height; y++) {
    const from = ((rect.y + y) * raster.width + rect.x) * channels;
    cropped.set(data.subarray(from, from + rowLength), y * rowLength);
  }
  return { width: rect.width, height: rect.height, channels, data: cropped };
}

/** New samples of the same depth, all zero. */
export function emptyLike<Samples extends Uint8Array | Uint16Array>(samples: Samples, length: number): Samples {
  return (samples instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)) as Samples;
}

/** The value of a full sample: 255 or 65,535. */
export function maxSample(raster: Raster): number {
  return raster.data instanceof Uint16Array ? 65_535 : 255;
}

/** Samples per pixel without alpha: 1 for grey, 3 for RGB. */
export function colourChannels(raster: Raster): 1 | 3 {
  return raster.channels < 3 ? 1 : 3;
}

export function hasAlpha(raster: Raster): boolean {
  return raster.channels === 2 || raster.channels === 4;
}

/** A 16-bit sample in 8 bits, rounded to nearest. 65,535 = 255 × 257, so both ends meet. */
export function toEightBits(sample: number): number {
  return Math.round(sample / 257);
}

/**
 * What a model sees of a picture: interleaved 8-bit RGB of the same size. Grey is repeated in all three channels,
 * 16 bits are rounded to 8, and transparency is laid over white, as viewers and providers show it. Values stay in
 * the picture's own colour profile.
 */
export function toModelPixels(raster: Raster): Raster<Uint8Array> & { readonly channels: 3 } {
  const { width, height, channels, data } = raster;
  if (channels === 3 && data instanceof Uint8Array) return { width, height, channels, data: data.slice() };
  const isDeep = data instanceof Uint16Array;
  const max = maxSample(raster);
  const colours = colourChannels(raster);
  const withAlpha = hasAlpha(raster);
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += channels, to += 3) {
    const alpha = withAlpha ? (data[from + colours] as number) : max;
    for (let channel = 0; channel < 3; channel++) {
      let sample = data[colours === 1 ? from : from + channel] as number;
      if (alpha !== max) sample = Math.round((sample * alpha + max * (max - alpha)) / max);
      rgb[to + channel] = isDeep ? toEightBits(sample) : sample;
    }
  }
  return { width, height, channels: 3, data: rgb };
}
