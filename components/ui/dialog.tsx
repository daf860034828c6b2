"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";
import { useReturnedFocus } from "./use-returned-focus.ts";

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the one that finishes last. */
  readonly actions?: ReactNode;
  /** `full` takes the whole window, for what needs room to be looked at. */
  readonly size?: "medium" | "full";
}

const BASE = "fixed z-50 flex flex-col gap-4 border-line bg-raised shadow-overlay outline-none";
const SIZES = {
  medium:
    "inset-x-0 bottom-0 max-h-[90dvh] animate-slide-up rounded-t-large border p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] " +
    "sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-110 sm:-translate-1/2 sm:animate-appear sm:rounded-large sm:p-6",
  full:
    "inset-0 animate-appear p-4 pb-[max(1rem,env(safe-area-inset-bottom))] " +
    "sm:inset-4 sm:rounded-large sm:border sm:p-5",
} as const;

/** In line with the title. */
const CLOSES = { medium: "end-2.5 top-8 sm:end-4.5 sm:top-9", full: "end-1.5 top-7 sm:end-3.5 sm:top-8" } as const;

/** What does not fit scrolls between the title and the buttons. Its edges are the dialog's, which cut off no outline. */
const BODIES = {
  medium: "-mx-5 -my-1 flex min-h-0 flex-col gap-4 overflow-y-auto px-5 py-1 sm:-mx-6 sm:px-6",
  full: "flex min-h-0 flex-1 flex-col gap-4",
} as const;

/** A question or a short form over the page. On phones it rises from the bottom edge. */
export function Dialog({ open, onOpenChange, title, description, children, actions, size = "medium" }: DialogProps) {
  const t = useTranslations("common");
  const returnedFocus = useReturnedFocus();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          {...returnedFocus}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classNames(BASE, SIZES[size])}
        >
          <div className="flex flex-col gap-1.5 pe-10">
            <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="text-ink-muted text-base">{description}</Primitive.Description>
            )}
          </div>
          {children && <div className={BODIES[size]}>{children}</div>}
          {actions && <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{actions}</div>}
          <Primitive.Close asChild>
            <IconButton
              label={t("close")}
              size="small"
              className={classNames("absolute -translate-y-1/2", CLOSES[size])}
            >
              <X aria-hidden="true" />
            </IconButton>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
