"use client";

import { useTranslations } from "next-intl";
import { classNames } from "#components/ui/class-names.ts";
import { secondPane } from "#lib/client/view/panes.ts";
import { useEditorState } from "../state/editor-context.tsx";

/** Says over each pane, or over the photo while one peeks, which version it shows. */
export function PaneLabels() {
  const t = useTranslations("viewing");
  const surface = useEditorState(
    (it) => it.view,
    (view) => view.surface,
  );
  const isSplit = useEditorState(
    (it) => it.view,
    (view) => view.isSplit,
  );
  const isPeeking = useEditorState(
    (it) => it.compare,
    (compare) => compare.isPeeking,
  );
  const second = secondPane(surface);
  const isBeside = second.x > 0;
  return (
    <div className="pointer-events-none absolute inset-0">
      {(isSplit || isPeeking) && <VersionLabel className="top-3 left-3">{t("before")}</VersionLabel>}
      {isSplit && (
        <div style={{ left: second.x, top: second.y }} className="absolute right-0 bottom-0">
          <div
            className={classNames(
              "absolute bg-line-strong",
              isBeside ? "inset-y-0 -left-0.5 w-0.5" : "inset-x-0 -top-0.5 h-0.5",
            )}
          />
          <VersionLabel className={classNames("top-3", isBeside ? "right-3" : "left-3")}>
            {isPeeking ? t("before") : t("after")}
          </VersionLabel>
        </div>
      )}
      <p role="status" className="sr-only">
        {isPeeking ? t("beforeShown") : ""}
      </p>
    </div>
  );
}

/** Names a version over the photo. */
export function VersionLabel({ className, children }: { readonly className: string; readonly children: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("absolute rounded-full bg-scrim px-2.5 py-1 font-medium text-photo-ink text-xs", className)}
    >
      {children}
    </span>
  );
}
