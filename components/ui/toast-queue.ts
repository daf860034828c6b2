import type { ExternalToast } from "sonner";
import { createStore } from "zustand/vanilla";

export type { ExternalToast };

export interface QueuedToast {
  readonly kind: "message" | "success" | "error" | "warning";
  readonly words: string;
  readonly options: ExternalToast | undefined;
}

/** What was said and is not shown yet: what shows toasts is loaded with the first of them. */
export const toastQueue = createStore<readonly QueuedToast[]>()(() => []);

const enqueue = (kind: QueuedToast["kind"]) => (words: string, options?: ExternalToast) =>
  toastQueue.setState([...toastQueue.getState(), { kind, words, options }], true);

/** `toast("Saved")`, `toast.error(message, { description })`, `toast(…, { action: { label, onClick } })`. */
export const toast = Object.assign(enqueue("message"), {
  success: enqueue("success"),
  error: enqueue("error"),
  warning: enqueue("warning"),
});
