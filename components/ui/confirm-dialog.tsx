"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { useReturnedFocus } from "./use-returned-focus.ts";

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** What will be lost. */
  readonly description: ReactNode;
  /** The verb: "Delete photo". */
  readonly confirmLabel: string;
  readonly busy?: boolean;
  /** The dialog stays open until the caller closes it, so that work and errors can be shown in it. */
  readonly onConfirm: () => void;
}

/** For what cannot be undone. Focus starts on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations("common");
  const returnedFocus = useReturnedFocus();
  const { open, onOpenChange, title, description, confirmLabel, busy = false, onConfirm } = props;
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          {...returnedFocus}
          className="fixed inset-x-0 bottom-0 z-50 flex animate-slide-up flex-col gap-5 rounded-t-large border border-line bg-raised p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-overlay sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-110 sm:-translate-1/2 sm:animate-appear sm:rounded-large sm:p-6"
        >
          <div className="flex flex-col gap-1.5">
            <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
            <Primitive.Description className="text-ink-muted text-base">{description}</Primitive.Description>
          </div>
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Primitive.Cancel asChild>
              <Button variant="secondary">{t("cancel")}</Button>
            </Primitive.Cancel>
            <Button variant="danger" busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
