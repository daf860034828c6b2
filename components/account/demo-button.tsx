"use client";

import { useState } from "react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { signInToDemo } from "#lib/client/account.ts";
import { asApiError } from "#lib/client/api-error.ts";

interface DemoButtonProps extends Pick<ButtonProps, "variant" | "size" | "className"> {
  readonly next?: string;
}

/** Signs into the account that the embedded stack keeps for trying things out. */
export function DemoButton({ next = "/photos", ...looks }: DemoButtonProps) {
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    try {
      await signInToDemo();
      location.assign(next);
    } catch (error) {
      setBusy(false);
      toast.error("The demo account did not open.", { description: asApiError(error).message });
    }
  };
  return (
    <Button {...looks} busy={busy} onClick={enter}>
      Continue with the demo account
    </Button>
  );
}
