import type { ImageWithEdits } from "#lib/contracts/image.ts";
import { TILE_SIZE, tileLevels } from "#lib/domain/display-tiles.ts";
import { uploadImage } from "../../api.ts";
import { asApiError, isAbort } from "../../api-error.ts";
import type { PhotoHeader } from "../header/photo-header.ts";
import { decodeReduced } from "./decode-reduced.ts";
import { createUploadStore } from "./upload-store.ts";

/** A photo of someone signed in, as it was picked. */
export interface PickedPhoto {
  /** Of the image it becomes. */
  readonly id: string;
  readonly file: File;
  readonly header: PhotoHeader;
  /** Whose it is. */
  readonly email: string;
}

/** A photo that is open from the file on this device, whether or not the server has it yet. */
export class LocalPhoto {
  readonly id: string;
  readonly email: string;
  readonly width: number;
  readonly height: number;
  /** When the picture is there, or cannot be read here. */
  readonly decoded: Promise<void>;
  /** When whatever shows the picture from then on has asked for it. */
  readonly taken: Promise<void>;
  readonly upload = createUploadStore({ phase: "sending", fraction: 0 });
  readonly #picked: PickedPhoto;
  readonly #openedAt = new Date().toISOString();
  readonly #tellTaken: () => void;
  #picture: Promise<ImageBitmap> | null;
  #isSending = false;
  readonly #end = new AbortController();

  constructor(picked: PickedPhoto) {
    this.#picked = picked;
    this.id = picked.id;
    this.email = picked.email;
    this.width = picked.header.width;
    this.height = picked.header.height;
    // Begun before anything asks for it, so that it is there when the editor is.
    this.#picture = decodeReduced(picked.file, picked.header);
    this.decoded = this.#picture.then(ignore, ignore);
    ({ promise: this.taken, resolve: this.#tellTaken } = Promise.withResolvers<void>());
  }

  get name(): string {
    return this.#picked.file.name;
  }

  /** The image as far as it is known: by its file, or by the server once that has it. */
  get image(): ImageWithEdits {
    const state = this.upload.getState();
    if (state.phase === "saved" && state.image) return { ...state.image, edits: [] };
    const { file, header } = this.#picked;
    return {
      ...header,
      id: this.id,
      name: file.name,
      bytes: file.size,
      bitDepth: 8,
      colourProfile: null,
      colourModel: "rgb",
      tiles: { size: TILE_SIZE, levels: tileLevels(header) },
      createdAt: this.#openedAt,
      edits: [],
    };
  }

  /** Aborts once nothing is left to be sent. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  isSaved(): boolean {
    return this.upload.getState().phase === "saved";
  }

  /** The picture until it is taken, only to be looked at. */
  get untakenPicture(): Promise<ImageBitmap> | null {
    return this.#picture;
  }

  /** At the size of `reducedLevel`; the caller closes it. */
  takePicture(): Promise<ImageBitmap> {
    const { file, header } = this.#picked;
    const picture = this.#picture ?? decodeReduced(file, header);
    this.#picture = null;
    this.#tellTaken();
    return picture;
  }

  /** Sends it to the server, or once more after a failure: by its id it becomes one image however often it is sent. */
  async send(): Promise<void> {
    const { signal } = this;
    if (this.#isSending || signal.aborted) return;
    this.#isSending = true;
    const { id, file } = this.#picked;
    const report = (fraction: number) => this.upload.setState({ phase: "sending", fraction }, true);
    report(0);
    try {
      const image = await uploadImage({ id, file, name: file.name }, { signal, onProgress: report });
      this.upload.setState({ phase: "saved", image }, true);
      this.#end.abort();
    } catch (error) {
      if (!isAbort(error)) this.upload.setState({ phase: "failed", error: asApiError(error) }, true);
    } finally {
      this.#isSending = false;
    }
  }

  /** Sends nothing any more. */
  close(): void {
    this.#end.abort();
  }
}

const ignore = () => undefined;
