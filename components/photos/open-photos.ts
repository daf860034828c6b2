"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { toast } from "#components/ui/toast.tsx";
import { signInToDemo } from "#lib/client/account.ts";
import { createEdit, newSubmission, uploadImage } from "#lib/client/api.ts";
import { type ApiError, asApiError, isAbort } from "#lib/client/api-error.ts";
import type { HeicTarget } from "#lib/client/heic/convert-heic.ts";
import { HeicBatch, type HeicQuestion } from "#lib/client/heic/heic-batch.ts";
import { newId } from "#lib/client/new-id.ts";
import { keepPhotos } from "#lib/client/pending-photos.ts";
import { headerOf, openLocally } from "#lib/client/photo/local/open-locally.ts";
import { showPhoto } from "#lib/client/photo/local/opened-photos.ts";
import type { Operation } from "#lib/domain/operation.ts";

export interface Refusal {
  readonly name: string;
  readonly error: ApiError;
}

export type OpeningState =
  | { readonly phase: "idle" }
  /** `fraction` of the bytes sent; 1 while the server reads the photo. */
  | {
      readonly phase: "sending";
      readonly name: string;
      readonly fraction: number;
      readonly index: number;
      readonly count: number;
    }
  /** `fraction` null while it is not known how far it is. */
  | {
      readonly phase: "converting";
      readonly name: string;
      readonly fraction: number | null;
      readonly index: number;
      readonly count: number;
    }
  | { readonly phase: "asking"; readonly question: HeicQuestion; readonly answer: (target: HeicTarget) => void }
  | { readonly phase: "refused"; readonly refusals: readonly Refusal[]; readonly count: number };

export interface Visitor {
  /** Null for a guest. */
  readonly email: string | null;
  /** Whether a demo account may be entered without asking. */
  readonly demo: boolean;
}

/** What to ask for as soon as the photo is there. */
interface FirstEdit {
  readonly operation: Operation;
  /** 8-bit grey PNG of the photo's size. */
  readonly mask: Blob;
}

/** One photo opens in the editor, at once from this device where that can be; several are added to the library. */
export type OpenPhotos = (files: readonly File[], firstEdit?: FirstEdit) => void;

export interface PhotoOpening {
  readonly state: OpeningState;
  readonly open: OpenPhotos;
  readonly cancel: () => void;
}

/** Takes photos from wherever they come to where they can be edited, signing in on the way where that is needed. */
export function usePhotoOpening(visitor: Visitor): PhotoOpening {
  const router = useRouter();
  const t = useTranslations("photos.opening");
  const inWords = useErrorWords();
  const [state, setState] = useState<OpeningState>({ phase: "idle" });
  const signedIn = useRef(visitor.email !== null);
  const running = useRef<AbortController | null>(null);

  const sendToSignIn = useCallback(
    async (files: readonly File[]) => {
      // Where the browser keeps nothing the photos must be chosen again; signing in comes first all the same.
      const kept = await keepPhotos(files).then(
        () => "1",
        () => "0",
      );
      router.push(`/sign-in?${new URLSearchParams({ next: "/photos", kept })}`);
    },
    [router],
  );

  /** The photo is there either way: a refused edit is told beside it, in the editor. */
  const request = useCallback(
    async (imageId: string, { operation, mask }: FirstEdit) => {
      try {
        await createEdit(newSubmission({ imageId, operation, model: "auto" }, { mask, references: [] }));
      } catch (error) {
        toast.error(t("editNotStarted"), { description: inWords(asApiError(error)) });
      }
    },
    [t, inWords],
  );

  /** Never answered where the person closes the question: that aborts all of it. */
  const ask = useCallback(
    (question: HeicQuestion, signal: AbortSignal) =>
      new Promise<HeicTarget>((answer, refuse) => {
        signal.addEventListener("abort", () => refuse(signal.reason), { once: true });
        setState({ phase: "asking", question, answer });
      }),
    [],
  );

  const run = useCallback(
    async (files: readonly File[], firstEdit: FirstEdit | undefined, batch: HeicBatch, signal: AbortSignal) => {
      if (!signedIn.current) {
        if (!visitor.demo) return await sendToSignIn(files);
        setState({ phase: "sending", name: files[0]?.name ?? "", fraction: 0, index: 0, count: files.length });
        await signInToDemo();
        signedIn.current = true;
      }
      const refusals: Refusal[] = [];
      const mayOpenLocally = files.length === 1 && !firstEdit && visitor.email !== null;
      for (const [index, file] of files.entries()) {
        const report = (fraction: number) =>
          setState({ phase: "sending", name: file.name, fraction, index, count: files.length });
        if (!mayOpenLocally) report(0);
        try {
          const photo = await batch.prepare(file, (fraction) =>
            setState({ phase: "converting", name: file.name, fraction, index, count: files.length }),
          );
          const header = mayOpenLocally && (await headerOf(photo));
          signal.throwIfAborted();
          if (header && visitor.email !== null) {
            showPhoto(openLocally(photo, header, visitor.email));
            return setState({ phase: "idle" });
          }
          report(0);
          const upload = { id: newId(), file: photo, name: photo.name };
          const image = await uploadImage(upload, { signal, onProgress: report });
          if (files.length > 1) continue;
          if (firstEdit) await request(image.id, firstEdit);
          return router.push(`/edit/${image.id}`);
        } catch (error) {
          if (isAbort(error)) throw error;
          const refusal = asApiError(error);
          if (refusal.code === "unauthenticated") return await sendToSignIn(files.slice(index));
          refusals.push({ name: file.name, error: refusal });
        }
      }
      if (refusals.length < files.length) router.push("/photos");
      router.refresh();
      setState(refusals.length > 0 ? { phase: "refused", refusals, count: files.length } : { phase: "idle" });
    },
    [router, sendToSignIn, request, visitor.demo, visitor.email],
  );

  const open: OpenPhotos = useCallback(
    (files, firstEdit) => {
      if (files.length === 0 || running.current) return;
      const controller = new AbortController();
      running.current = controller;
      const { signal } = controller;
      const batch = new HeicBatch(files, { signal, ask: (question) => ask(question, signal) });
      run(files, firstEdit, batch, signal)
        .catch((error) => {
          const refused = isAbort(error) ? [] : [{ name: files[0]?.name ?? "", error: asApiError(error) }];
          setState(
            refused.length > 0 ? { phase: "refused", refusals: refused, count: files.length } : { phase: "idle" },
          );
        })
        .finally(() => {
          batch.close();
          running.current = null;
        });
    },
    [ask, run],
  );

  const cancel = useCallback(() => {
    running.current?.abort();
    setState({ phase: "idle" });
  }, []);

  return { state, open, cancel };
}
