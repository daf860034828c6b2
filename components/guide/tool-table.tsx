import { getTranslations } from "next-intl/server";
import { TOOLS } from "#components/editor/tools/index.ts";

/** Each tool in a line, with the key that takes it up. */
export async function ToolTable() {
  const t = await getTranslations("tools");
  return (
    <ul className="flex flex-col gap-2.5 text-base">
      {TOOLS.map(({ id, icon: Icon, key }) => (
        <li key={id} className="flex gap-3">
          <Icon aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-ink-muted" />
          <p className="min-w-0 flex-1">
            <span className="font-medium">{t(`names.${id}`)}</span>
            <span className="block text-ink-muted">{t(`hints.${id}`)}</span>
          </p>
          <kbd className="h-fit rounded-small border border-line bg-control px-1.5 py-0.5 font-sans text-xs uppercase">
            {key}
          </kbd>
        </li>
      ))}
    </ul>
  );
}
