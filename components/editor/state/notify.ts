import { type ExternalToast, toast } from "#components/ui/toast.tsx";
import { isWideNow } from "../use-is-wide.ts";

type Kind = "success" | "warning" | "error";

/** A toast where it hides no control: at the foot of wide screens, at the top of phones, whose foot is for the thumb. */
export function notify(kind: Kind, message: string, options: ExternalToast = {}): void {
  toast[kind](message, isWideNow() ? options : { ...options, position: "top-center" });
}
