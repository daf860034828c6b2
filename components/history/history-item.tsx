"use client";

import { CircleAlert, CircleSlash } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { stageInWords } from "#lib/client/edits/stage-words.ts";
import { isFinal } from "#lib/client/events.ts";
import type { PatchFiles } from "#lib/client/photo/picture-source.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { VersionThumbnail } from "./version-thumbnail.tsx";

interface HistoryItemProps {
  readonly image: Image;
  readonly original: ImageBitmap | null;
  /** Null for the original. */
  readonly edit: Edit | null;
  readonly name: string;
  readonly path: readonly Edit[];
  readonly patchFiles: PatchFiles;
  readonly isSelected: boolean;
  /** Set where a branch begins. */
  readonly mark?: ReactNode;
  readonly onSelect: () => void;
  /** Absent where not everything that it was asked with is at hand. */
  readonly onRunAgain?: (() => void) | undefined;
  readonly onReuse?: () => void;
}

/** One entry of the history: a version to go on from, an edit under way, or one that came to nothing. */
export function HistoryItem(props: HistoryItemProps) {
  const { edit, name, mark } = props;
  return (
    <li className="flex shrink-0 items-stretch gap-1">
      {mark && <span className="flex items-center text-ink-muted">{mark}</span>}
      {edit === null || edit.status === "succeeded" ? (
        <Version {...props} />
      ) : isFinal(edit) ? (
        <Ended {...props} edit={edit} />
      ) : (
        <UnderWay edit={edit} name={name} />
      )}
    </li>
  );
}

const HEIGHT = 56;

function Version({ image, original, name, path, patchFiles, isSelected, onSelect }: HistoryItemProps) {
  const t = useTranslations("history");
  return (
    <button
      type="button"
      aria-current={isSelected ? "true" : undefined}
      aria-label={t(isSelected ? "shown" : "show", { name })}
      title={name}
      onClick={onSelect}
      className={classNames(
        "flex flex-col items-center gap-1 rounded-medium p-1 transition-colors",
        isSelected ? "bg-accent-soft text-accent-text" : "text-ink-muted hover:bg-control hover:text-ink",
      )}
    >
      <span className="overflow-hidden rounded-small">
        <VersionThumbnail image={image} original={original} path={path} patchFiles={patchFiles} height={HEIGHT} />
      </span>
      <span dir="auto" className="max-w-24 truncate text-xs">
        {name}
      </span>
    </button>
  );
}

function UnderWay({ edit, name }: { readonly edit: Edit; readonly name: string }) {
  const t = useTranslations();
  return (
    <div className="flex w-36 flex-col items-center justify-center gap-1 rounded-medium border border-line border-dashed px-2 text-center text-ink-muted text-xs">
      <Spinner />
      <span dir="auto" className="max-w-full truncate">
        {name}
      </span>
      <span className="max-w-full truncate tabular-nums">{stageInWords(t, edit)}</span>
    </div>
  );
}

function Ended({ edit, name, onRunAgain, onReuse }: HistoryItemProps & { readonly edit: Edit }) {
  const t = useTranslations("history");
  const inWords = useErrorWords();
  const hasFailed = edit.status === "failed";
  const Sign = hasFailed ? CircleAlert : CircleSlash;
  const reason = hasFailed ? edit.error && inWords(edit.error) : t("noTokensUsed");
  return (
    // Beside the photo no higher than a version, because the photo would move; in the sheet of a phone it may be.
    <div className="flex w-64 flex-col justify-between gap-1 rounded-medium border border-line p-2 text-xs roomy:w-88 roomy:flex-row roomy:items-center roomy:gap-3">
      <p className="line-clamp-3 min-w-0 text-ink-muted roomy:line-clamp-4 roomy:flex-1" title={reason ?? undefined}>
        <span className={classNames("me-1 font-medium", hasFailed ? "text-danger-text" : "text-ink")}>
          <Sign aria-hidden="true" className="me-1 inline size-3.5 align-text-bottom" />
          {t(hasFailed ? "failed" : "cancelled", { name })}
        </span>
        {reason}
      </p>
      {onRunAgain ? (
        <Button size="small" onClick={onRunAgain} className="self-start roomy:self-center">
          {t("runAgain")}
        </Button>
      ) : (
        <Button size="small" onClick={onReuse} className="self-start roomy:self-center">
          {t("useSettings")}
        </Button>
      )}
    </div>
  );
}
