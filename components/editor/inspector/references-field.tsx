"use client";

import { ImagePlus, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useEditorState } from "../state/editor-context.tsx";
import type { Reference } from "../state/request-store.ts";

/** Further pictures for the model to look at, where it takes them. */
export function ReferencesField() {
  const t = useTranslations("request.references");
  const format = useFormatter();
  const { model, references, addReferences, removeReference } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const most = useEditorState(
    (it) => it.account,
    (account) => account.models?.find(({ id }) => id === model)?.maxReferences ?? 0,
  );
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  if (most === 0) return null;
  const used = references.slice(0, most);
  const room = most - used.length;
  const take = async (files: readonly File[]) => {
    const checked = await Promise.all(files.map(async (file) => ({ file, isPicture: await isPicture(file) })));
    setUnreadable(checked.filter((one) => !one.isPicture).map(({ file }) => file.name));
    addReferences(checked.flatMap((one) => (one.isPicture ? [one.file] : [])).slice(0, room));
  };
  return (
    <section aria-labelledby="references" className="flex flex-col gap-1.5">
      <h3 id="references" className="font-medium text-sm">
        {t("title")}
      </h3>
      <p className="text-ink-muted text-sm">{t("lead", { most })}</p>
      <ul className="flex flex-wrap gap-2">
        {used.map((reference) => (
          <Thumbnail key={reference.id} reference={reference} onRemove={() => removeReference(reference.id)} />
        ))}
        {room > 0 && (
          <li>
            <button
              type="button"
              aria-label={t("add")}
              onClick={() => input.current?.click()}
              className="flex size-16 items-center justify-center rounded-medium border border-line-strong border-dashed text-ink-muted transition-colors hover:bg-control hover:text-ink"
            >
              <ImagePlus aria-hidden="true" className="size-5" />
            </button>
          </li>
        )}
      </ul>
      <input
        ref={input}
        type="file"
        hidden
        multiple={room > 1}
        accept="image/jpeg,image/png,image/webp,image/avif"
        aria-label={t("title")}
        onChange={(event) => {
          void take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <p role="status" className="text-danger-text text-sm empty:hidden">
        {unreadable.length > 0 &&
          t("unreadable", { count: unreadable.length, names: format.list(unreadable, { type: "unit" }) })}
      </p>
    </section>
  );
}

/** Told where it is added, and not when the edit has been run and failed for it. */
const isPicture = (file: File): Promise<boolean> =>
  createImageBitmap(file).then(
    (bitmap) => {
      bitmap.close();
      return true;
    },
    () => false,
  );

function Thumbnail({ reference, onRemove }: { readonly reference: Reference; readonly onRemove: () => void }) {
  const t = useTranslations("request.references");
  const { file } = reference;
  const url = useObjectUrl(file);
  return (
    <li className="relative size-16 overflow-hidden rounded-medium border border-line bg-control">
      {url && (
        // biome-ignore lint/performance/noImgElement: the file lies in this browser; there is nothing to optimise.
        <img src={url} alt={file.name} className="size-full object-cover" />
      )}
      <IconButton
        label={t("remove", { name: file.name })}
        size="small"
        onClick={onRemove}
        className="absolute end-0.5 top-0.5 size-6 rounded-full bg-scrim text-photo-ink"
      >
        <X aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function useObjectUrl(file: File): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
