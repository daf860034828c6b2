import { getTranslations } from "next-intl/server";
import { classNames } from "#components/ui/class-names.ts";
import { GUIDE_PICTURES, type GUIDE_SECTIONS, type GuidePicture } from "./sections.ts";
import { ToolTable } from "./tool-table.tsx";

/** One thing to know: in words on one side, and on the other as it looks. */
export async function GuideSection({ section }: { readonly section: (typeof GUIDE_SECTIONS)[number] }) {
  const t = await getTranslations("guide");
  const { id, points, pictures } = section;
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-20 grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-6 border-line border-t pt-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
    >
      <div className={classNames("flex max-w-prose flex-col gap-3 text-lg", pictures.length === 0 && "lg:col-span-2")}>
        <h2 id={`${id}-title`} className="font-semibold text-xl">
          {t(`sections.${id}.title`)}
        </h2>
        <p>{t(`sections.${id}.text`)}</p>
        {id === "mark" && <ToolTable />}
        <ul className="flex list-disc flex-col gap-1.5 ps-5 text-ink-muted marker:text-line-strong">
          {points.map((point) => (
            <li key={point}>{t(`points.${point}`)}</li>
          ))}
        </ul>
      </div>
      {pictures.map((name) => (
        <Picture key={name} name={name} alt={t(`pictures.${name}`)} />
      ))}
    </section>
  );
}

function Picture({ name, alt }: { readonly name: GuidePicture; readonly alt: string }) {
  const { width, height } = GUIDE_PICTURES[name];
  return (
    // biome-ignore lint/performance/noImgElement: small and made for this place; there is nothing to optimise.
    <img
      src={`/guide/${name}.webp`}
      alt={alt}
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      className="h-auto max-w-full self-start rounded-large border border-line shadow-overlay"
    />
  );
}
