import { Followers } from "#lib/client/edits/follow-edits.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import type { LayerColour } from "#lib/client/layers/layer-meta.ts";
import { MaskSession } from "#lib/client/mask-engine/mask-session.ts";
import type { MaskColour } from "#lib/client/mask-engine/protocol.ts";
import { BitmapCache } from "#lib/client/photo/bitmap-cache.ts";
import type { LocalPhoto } from "#lib/client/photo/local/local-photo.ts";
import { localSource } from "#lib/client/photo/local/local-source.ts";
import { createUploadStore } from "#lib/client/photo/local/upload-store.ts";
import { baseSource, PatchFiles } from "#lib/client/photo/picture-source.ts";
import { TouchedPixels } from "#lib/client/photo/touched-pixels.ts";
import type { ImageWithEdits } from "#lib/contracts/image.ts";
import type { Translator } from "#lib/i18n/translator.ts";
import { createAccountStore } from "./account-store.ts";
import { createAnnouncerStore } from "./announcer-store.ts";
import { createBaseStore } from "./base-store.ts";
import { createCompareStore } from "./compare-store.ts";
import { createComparisonStore } from "./comparison-store.ts";
import type { Editor } from "./editor.ts";
import { createEditsStore } from "./edits-store.ts";
import { Finding } from "./finding.ts";
import { followBase } from "./follow-base.ts";
import { followComparison } from "./follow-comparison.ts";
import { keepRecord, recordFor } from "./keep-record.ts";
import { keepReferences } from "./keep-references.ts";
import { createKeyStore } from "./key-store.ts";
import { showLayers } from "./layer-looks.ts";
import { createLayerWishesStore, followLayers } from "./layer-wishes.ts";
import { createMaskStore } from "./mask-store.ts";
import { Peek, releaseOnLeave } from "./peek.ts";
import { createPhotoStore } from "./photo-store.ts";
import { watchQuote } from "./quote-watcher.ts";
import { createRequestStore } from "./request-store.ts";
import { createRunStore } from "./run-store.ts";
import { takeUpSettings, takeUpVersion } from "./take-up.ts";
import { createToolStore } from "./tool-store.ts";
import { createViewStore } from "./view-store.ts";
import { watchSequenceQuotes } from "./watch-sequence-quotes.ts";
import { onceSaved, watchUpload } from "./watch-upload.ts";
import { watchConnection, watchEnds, watchExpand, watchMask, watchReturn } from "./watchers.ts";
import { createWordsStore } from "./words-store.ts";

export interface EditorOptions {
  readonly image: ImageWithEdits;
  readonly local: LocalPhoto | null;
  /** A photo that is open from this device turned out to be another picture to the server, such as a turned one. */
  readonly onOtherImage: (image: ImageWithEdits) => void;
  /** Of the language that the page is in when it is opened; `words` takes those that follow. */
  readonly t: Translator;
  readonly layerColours: Readonly<Record<LayerColour, MaskColour>>;
  /** Decoded pieces of the photo kept in memory. */
  readonly bitmapBudgetBytes: number;
}

/** Opens the editor of an image. `close` must be called: it ends the worker, the streams and the timers. */
export function createEditor(options: EditorOptions): Editor {
  const { image, local, onOtherImage, t, layerColours, bitmapBudgetBytes } = options;
  const maskState = createMaskStore();
  const onMaskPixels = new Set<() => void>();
  const onPhotoPixels = new Set<() => void>();
  const photoState = createPhotoStore();
  const record = recordFor(image.id);
  const edits = createEditsStore(image.edits);
  if (record) takeUpVersion(edits, record);
  const base = createBaseStore(image, edits);
  const compare = createCompareStore(edits);
  const patchFiles = new PatchFiles();
  const followers = new Followers({
    onEdit: (edit) => edits.getState().take([edit]),
    onLost: (lost) => edits.getState().setLost(lost),
    onRefused: (error) => edits.setState({ refusal: error }),
  });
  const editor: Editor = {
    image,
    local,
    upload: local?.upload ?? createUploadStore({ phase: "saved", image: null }),
    original: local && localSource(local, baseSource(layOut(image, []).base)),
    view: createViewStore(base.getState().base),
    tools: createToolStore(base.getState().base),
    maskState,
    request: createRequestStore(),
    layerWishes: createLayerWishesStore(),
    run: createRunStore(),
    finding: new Finding(() => editor),
    keys: createKeyStore(),
    edits,
    base,
    compare,
    peek: new Peek((isPeeking) => compare.setState({ isPeeking })),
    comparison: createComparisonStore(),
    account: createAccountStore(),
    announcer: createAnnouncerStore(),
    words: createWordsStore(t),
    photoState,
    mask: new MaskSession({
      imageId: image.id,
      colour: layerColours.pink,
      onDisplay: () => notify(onMaskPixels),
      onState: (state, moved) => maskState.setState({ ...state, moved }),
      onNotice: (notice) => maskState.setState({ notices: [...maskState.getState().notices, notice] }),
      onFailure: () => maskState.setState({ hasFailed: true }),
    }),
    bitmaps: new BitmapCache({
      budgetBytes: bitmapBudgetBytes,
      onLoad: () => {
        photoState.setState({ isIncomplete: editor.bitmaps.isIncomplete });
        notify(onPhotoPixels);
      },
    }),
    patchFiles,
    touchedPixels: new TouchedPixels(patchFiles),
    onMaskPixels,
    onPhotoPixels,
    follow: (edit) => followers.follow(edit),
    unanswered: null,
    close: () => {
      for (const stop of stops) stop();
      editor.finding.cancel();
      followers.close();
      editor.mask.close();
      editor.bitmaps.close();
    },
  };
  if (record) takeUpSettings(editor, record);
  const stops = [
    followBase(editor),
    followLayers(editor),
    showLayers(editor, layerColours),
    followComparison(editor),
    releaseOnLeave(editor.peek),
    onceSaved(editor, () => watchQuote(editor)),
    onceSaved(editor, () => watchSequenceQuotes(editor)),
    watchUpload(editor, { onPixels: () => notify(onPhotoPixels), onOther: onOtherImage }),
    watchEnds(editor),
    watchConnection(editor),
    watchMask(editor),
    watchExpand(editor),
    onceSaved(editor, () => watchReturn(editor)),
    keepRecord(editor, record),
    keepReferences(editor),
  ];
  for (const edit of image.edits) editor.follow(edit);
  return editor;
}

function notify(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}
