import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

/** What a control inside a `Field` must carry to be tied to its label, hint and error. */
export interface FieldControl {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldProps {
  readonly label: string;
  /** Of the label and the hint, where it is another language than the page's. */
  readonly lang?: string | undefined;
  /** Keeps the label for screen readers only. */
  readonly labelHidden?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  /** Sits at the end of the label's line. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: (control: FieldControl) => ReactNode;
}

/** A labelled control with a hint and an error that is read out when it appears. */
export function Field({ label, lang, labelHidden, hint, error, aside, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = classNames(hint ? hintId : null, error ? errorId : null) || undefined;
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <div className={classNames("flex items-baseline justify-between gap-2", labelHidden && !aside && "sr-only")}>
        <label htmlFor={id} lang={lang} className={labelHidden ? "sr-only" : "font-medium text-sm"}>
          {label}
        </label>
        {aside}
      </div>
      {children({ id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={hintId} lang={lang} className="text-ink-muted text-sm">
          {hint}
        </p>
      )}
      <div aria-live="polite" className={error ? undefined : "sr-only"}>
        {error && (
          <p id={errorId} className="flex gap-1.5 text-danger-text text-sm">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
