import type { EditSubmission } from "#lib/client/api.ts";
import type { MaskSession } from "#lib/client/mask-engine/mask-session.ts";
import type { BitmapCache } from "#lib/client/photo/bitmap-cache.ts";
import type { LocalPhoto } from "#lib/client/photo/local/local-photo.ts";
import type { UploadStore } from "#lib/client/photo/local/upload-store.ts";
import type { PatchFiles, PictureSource } from "#lib/client/photo/picture-source.ts";
import type { TouchedPixels } from "#lib/client/photo/touched-pixels.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { ImageWithEdits } from "#lib/contracts/image.ts";
import type { AccountStore } from "./account-store.ts";
import type { AnnouncerStore } from "./announcer-store.ts";
import type { BaseStore } from "./base-store.ts";
import type { CompareStore } from "./compare-store.ts";
import type { ComparisonStore } from "./comparison-store.ts";
import type { EditsStore } from "./edits-store.ts";
import type { Finding } from "./finding.ts";
import type { KeyStore } from "./key-store.ts";
import type { LayerWishesStore } from "./layer-wishes.ts";
import type { MaskStore } from "./mask-store.ts";
import type { Peek } from "./peek.ts";
import type { PhotoStore } from "./photo-store.ts";
import type { RequestStore } from "./request-store.ts";
import type { RunStore } from "./run-store.ts";
import type { ToolStore } from "./tool-store.ts";
import type { ViewStore } from "./view-store.ts";
import type { WordsStore } from "./words-store.ts";

/** Everything one open photo needs: small stores, each of one concern, and the engines that are not state. */
export interface Editor {
  /** As far as it is known: a photo that is open from this device gets the server's facts when it is saved. */
  image: ImageWithEdits;
  /** The photo as it is open from this device; null where it came from the server. */
  readonly local: LocalPhoto | null;
  readonly upload: UploadStore;
  /** What the original is drawn from where it is open from this device; else it is drawn from the server's tiles. */
  readonly original: PictureSource | null;
  readonly view: ViewStore;
  readonly tools: ToolStore;
  readonly maskState: MaskStore;
  /** What the layer that is drawn on asks for; what the others do is in `layerWishes`. */
  readonly request: RequestStore;
  readonly layerWishes: LayerWishesStore;
  readonly run: RunStore;
  readonly edits: EditsStore;
  readonly finding: Finding;
  readonly keys: KeyStore;
  readonly base: BaseStore;
  readonly compare: CompareStore;
  readonly peek: Peek;
  readonly comparison: ComparisonStore;
  readonly account: AccountStore;
  readonly announcer: AnnouncerStore;
  readonly words: WordsStore;
  readonly photoState: PhotoStore;
  readonly mask: MaskSession;
  readonly bitmaps: BitmapCache;
  readonly patchFiles: PatchFiles;
  readonly touchedPixels: TouchedPixels;
  /** Called when there is something new to draw. */
  readonly onMaskPixels: Set<() => void>;
  readonly onPhotoPixels: Set<() => void>;
  readonly follow: (edit: Edit) => void;
  /** A request whose answer never came; sent again as it is, with its key, while nothing has changed. */
  unanswered: { readonly submission: EditSubmission; readonly fingerprint: string } | null;
  readonly close: () => void;
}
