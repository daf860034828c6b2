"use client";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { OpeningState, Refusal } from "./open-photos.ts";

interface OpeningDialogProps {
  readonly state: OpeningState;
  readonly onClose: () => void;
  readonly onPick: () => void;
}

/** How far the opening of photos has come, and which were refused and why. */
export function OpeningDialog({ state, onClose, onPick }: OpeningDialogProps) {
  if (state.phase === "idle") return null;
  const close = (open: boolean) => {
    if (!open) onClose();
  };
  if (state.phase === "refused") {
    return (
      <Dialog
        open
        onOpenChange={close}
        title={refusedTitle(state.refusals.length, state.count)}
        actions={
          <Button variant="primary" onClick={onPick}>
            Choose another photo
          </Button>
        }
      >
        <ul className="flex flex-col gap-3">
          {state.refusals.map((refusal) => (
            <RefusalItem key={refusal.name} refusal={refusal} />
          ))}
        </ul>
      </Dialog>
    );
  }
  const stage = state.fraction < 1 ? "Sending" : "Reading";
  return (
    <Dialog
      open
      onOpenChange={close}
      title={state.count === 1 ? "Opening your photo" : `Adding photo ${state.index + 1} of ${state.count}`}
      actions={<Button onClick={onClose}>Cancel</Button>}
    >
      <div className="flex flex-col gap-2">
        <p role="status" className="truncate text-ink-muted">
          {stage} {state.name}
        </p>
        <Progress label={stage} value={state.fraction < 1 ? state.fraction : null} />
      </div>
    </Dialog>
  );
}

function RefusalItem({ refusal: { name, error } }: { readonly refusal: Refusal }) {
  return (
    <li className="flex flex-col">
      <span className="truncate font-medium">{name}</span>
      <span className="text-ink-muted">{error.message}</span>
      {error.code === "internal" && error.requestId && (
        <span className="text-ink-muted text-sm">Request {error.requestId}</span>
      )}
    </li>
  );
}

function refusedTitle(refused: number, count: number): string {
  if (count === 1) return "This photo was not opened";
  return refused === 1 ? `1 of ${count} photos was not added` : `${refused} of ${count} photos were not added`;
}
