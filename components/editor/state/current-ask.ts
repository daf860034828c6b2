import { type Ask, askFor } from "#lib/client/edits/ask.ts";
import type { MaskSession } from "#lib/client/mask-engine/mask-session.ts";
import { isErasing } from "../patch/erasing.ts";
import type { AccountStore } from "./account-store.ts";
import type { BaseStore } from "./base-store.ts";
import type { EditsStore } from "./edits-store.ts";
import type { MaskStore } from "./mask-store.ts";
import type { RequestStore } from "./request-store.ts";
import { regionBounds } from "./run-scope.ts";
import type { RunStore } from "./run-store.ts";

export interface AskSources {
  readonly image: { readonly id: string };
  readonly maskState: MaskStore;
  readonly request: RequestStore;
  readonly edits: EditsStore;
  readonly base: BaseStore;
  readonly account: AccountStore;
  readonly mask: Pick<MaskSession, "document">;
  readonly run: RunStore;
}

/** The next edit as the stores have it now; `model` asks for it of another model than the chosen one. */
export function currentAsk(sources: AskSources, model?: string): Ask {
  const { image, maskState, request, edits, base, account, mask, run } = sources;
  const wish = request.getState();
  return askFor({
    imageId: image.id,
    parentEditId: edits.getState().selected,
    picture: base.getState().base,
    models: account.getState().models,
    // What is erased of a result is no region for the next one.
    maskBounds: isErasing(mask) ? null : regionBounds(maskState.getState(), run.getState().scope),
    wish: model === undefined ? wish : { ...wish, model },
  });
}
