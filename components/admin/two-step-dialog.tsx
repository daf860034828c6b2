"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FormError } from "#components/account/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { TwoSteps } from "./use-two-steps.ts";

interface TwoStepDialogProps<Wish> {
  readonly steps: TwoSteps<Wish>;
  /** Of the form that is written first. */
  readonly formId: string;
  readonly title: string;
  readonly description: ReactNode;
  /** The verb, on the button that does it. */
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  /** The form, or while it is confirmed the reason that was given. */
  readonly children: ReactNode;
}

/** The dialog of `useTwoSteps`. */
export function TwoStepDialog<Wish>(props: TwoStepDialogProps<Wish>) {
  const { steps, formId, title, description, confirmLabel, isDangerous = false, children } = props;
  const t = useTranslations();
  return (
    <Dialog
      open={steps.isOpen}
      onOpenChange={steps.show}
      title={title}
      description={description}
      actions={
        steps.asked ? (
          <>
            <Button key="back" onClick={steps.back}>
              {t("adminAccounts.back")}
            </Button>
            <Button
              key="confirm"
              variant={isDangerous ? "danger" : "primary"}
              busy={steps.busy}
              onClick={steps.confirm}
            >
              {confirmLabel}
            </Button>
          </>
        ) : (
          <>
            <Button key="cancel" onClick={() => steps.show(false)}>
              {t("common.cancel")}
            </Button>
            <Button key="continue" type="submit" form={formId} variant="primary">
              {t("adminAccounts.continue")}
            </Button>
          </>
        )
      }
    >
      {children}
      <FormError error={steps.error} />
    </Dialog>
  );
}
