"use client";

import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Toaster as Primitive, toast } from "sonner";
import { useStore } from "zustand";
import { Spinner } from "./spinner.tsx";
import { toastQueue } from "./toast-queue.ts";

/** The library draws none that is seen on a dark ground. */
const FOCUS = "focus-visible:outline-2! focus-visible:outline-accent-text!";

const BELOW_THE_BAR = { top: 60 };

/** The toasts on the page. Shows what is in the queue, and empties it. */
export function ToastList() {
  const t = useTranslations("common");
  const queue = useStore(toastQueue);
  // After the list below has begun to listen: what is said before that is lost.
  useEffect(() => {
    if (queue.length === 0) return;
    for (const { kind, words, options } of queue) toast[kind](words, options);
    toastQueue.setState([], true);
  }, [queue]);
  return (
    <Primitive
      containerAriaLabel={t("notifications")}
      className={FOCUS}
      position="bottom-center"
      dir="auto"
      visibleToasts={3}
      gap={8}
      // Toasts at the top (the editor's, on phones and tablets) leave the bar with undo in reach.
      offset={BELOW_THE_BAR}
      mobileOffset={BELOW_THE_BAR}
      icons={{
        success: <CircleCheck aria-hidden="true" className="size-4 text-success-text" />,
        error: <CircleAlert aria-hidden="true" className="size-4 text-danger-text" />,
        warning: <CircleAlert aria-hidden="true" className="size-4 text-warning-text" />,
        info: <Info aria-hidden="true" className="size-4 text-ink-muted" />,
        loading: <Spinner />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: `flex w-full items-start gap-3 rounded-large border border-line bg-raised p-3.5 font-sans text-base text-ink shadow-overlay ${FOCUS}`,
          icon: "mt-0.5",
          content: "flex min-w-0 flex-1 flex-col gap-0.5",
          title: "font-medium",
          description: "text-ink-muted text-sm",
          actionButton:
            "-my-1 h-control-small shrink-0 rounded-medium border border-line bg-control px-2.5 font-medium text-sm hover:bg-control-hover",
          cancelButton: "-my-1 h-control-small shrink-0 rounded-medium px-2.5 text-sm hover:bg-control",
        },
      }}
    />
  );
}
