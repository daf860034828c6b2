"use client";

import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ExternalToast, Toaster as Primitive, toast } from "sonner";
import { Spinner } from "./spinner.tsx";

/** `toast("Saved")`, `toast.error(message, { description })`, `toast(…, { action: { label, onClick } })`. */
export { type ExternalToast, toast };

/** Once, in the root layout. */
export function Toaster() {
  const t = useTranslations("common");
  return (
    <Primitive
      containerAriaLabel={t("notifications")}
      position="bottom-center"
      dir="auto"
      visibleToasts={3}
      gap={8}
      // Toasts at the top (the editor's, on phones) leave the bar with undo in reach.
      mobileOffset={{ top: 60 }}
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
          toast:
            "flex w-full items-start gap-3 rounded-large border border-line bg-raised p-3.5 font-sans text-base text-ink shadow-overlay",
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
