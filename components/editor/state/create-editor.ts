import { getImage } from "#lib/client/api.ts";
import { NO_EDGES, withDraggingRoom } from "#lib/client/edits/expand.ts";
import { Followers } from "#lib/client/edits/follow-edits.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import { isFinal } from "#lib/client/events.ts";
import type { LayerColour } from "#lib/client/layers/layer-meta.ts";
import { describeMask } from "#lib/client/mask-engine/describe-mask.ts";
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
import { keepRecord, recordFor, takeUpVersion } from "./keep-record.ts";
import { createKeyStore } from "./key-store.ts";
import { showLayers } from "./layer-looks.ts";
import { createLayerWishesStore, followLayers } from "./layer-wishes.ts";
import { createMaskStore } from "./mask-store.ts";
import { onEditEnded } from "./on-edit-ended.ts";
import { Peek, releaseOnLeave } from "./peek.ts";
import { takeUp } from "./photo-record.ts";
import { createPhotoStore } from "./photo-store.ts";
import { watchQuote } from "./quote-watcher.ts";
import { createRequestStore } from "./request-store.ts";
import { createRunStore } from "./run-store.ts";
import { createToolStore } from "./tool-store.ts";
import { createViewStore } from "./view-store.ts";
import { watchSequenceQuotes } from "./watch-sequence-quotes.ts";
import { onceSaved, watchUpload } from "./watch-upload.ts";
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
      onState: (state) => maskState.setState(state),
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
  if (record) takeUp(editor, record);
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
  ];
  for (const edit of image.edits) editor.follow(edit);
  return editor;
}

function notify(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}

/** Someone comes back to this tab: what was begun in another one is here too, and what was spent. */
function watchReturn(editor: Editor): () => void {
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    void editor.account.getState().refreshTokens();
    const image = await getImage(editor.image.id).catch(() => null);
    if (!image) return;
    editor.edits.getState().take(image.edits);
    for (const edit of image.edits) editor.follow(edit);
  };
  document.addEventListener("visibilitychange", look);
  return () => document.removeEventListener("visibilitychange", look);
}

/** Says how much is marked after every step. */
function watchMask({ base, maskState, announcer, words }: Editor): () => void {
  return maskState.subscribe((state, before) => {
    if (state.pixels === before.pixels) return;
    announcer.getState().say(describeMask(words.getState().t, state, base.getState().base));
  });
}

/** What is about to be added around the photo is in sight with it. */
function watchExpand({ request, view, base }: Editor): () => void {
  const makeRoom = () => {
    const { operation, expand } = request.getState();
    view.getState().makeRoom(operation === "outpaint" ? withDraggingRoom(base.getState().base, expand) : NO_EDGES);
  };
  const stops = [
    request.subscribe(({ operation, expand }, before) => {
      if (operation !== before.operation || expand !== before.expand) makeRoom();
    }),
    base.subscribe(() => {
      // It was meant for the picture before.
      request.getState().setExpand(NO_EDGES);
      makeRoom();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Tells once when an edit that was under way has ended. */
function watchEnds(editor: Editor): () => void {
  return editor.edits.subscribe((state, before) => {
    if (state.edits === before.edits) return;
    for (const edit of state.edits.values()) {
      const old = before.edits.get(edit.id);
      if (isFinal(edit) && old && !isFinal(old)) onEditEnded(editor, edit);
    }
  });
}

function watchConnection({ account, bitmaps }: Editor): () => void {
  const look = () => {
    account.setState({ isOnline: navigator.onLine });
    if (navigator.onLine) bitmaps.retry();
  };
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  return () => {
    window.removeEventListener("online", look);
    window.removeEventListener("offline", look);
  };
}
