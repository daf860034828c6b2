/** A form as it came. */
export interface Sent {
  readonly files: Readonly<Record<string, readonly Uint8Array[]>>;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A form that is found in order, with what is to be done to its picture. */
export interface Job extends Sent {
  readonly picture: Uint8Array;
  /** 255 = repaint, from the mask or the picture's alpha; null where the endpoint takes none. */
  readonly region: { readonly width: number; readonly height: number; readonly data: Uint8Array } | null;
}
