import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { DemoButton } from "#components/account/demo-button.tsx";
import { PhotoDropzone } from "#components/photos/photo-dropzone.tsx";
import { PickButton } from "#components/photos/pick-button.tsx";
import { SampleButton } from "#components/photos/sample-button.tsx";
import { TrySample } from "#components/photos/try-sample.tsx";
import { Hydrated } from "#components/site/hydrated.tsx";
import { optionalUser } from "#lib/server/auth.ts";
import { env } from "#lib/server/env.ts";

/** The product itself: a photo ready to be painted on, and every way to bring one's own. */
export default async function LandingPage() {
  const user = await optionalUser();
  const t = await getTranslations("site.landing");
  const { REPAINT_EMBEDDED, LOCAL_EDIT_TOKENS } = env();
  return (
    <PhotoDropzone email={user?.email ?? null} demo={REPAINT_EMBEDDED}>
      <div className="mx-auto grid w-full max-w-7xl flex-1 content-center gap-x-12 gap-y-8 px-4 py-8 sm:px-6 md:py-12 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] md:items-center">
        <div className="flex flex-col gap-4">
          <h1 className="font-semibold text-3xl xl:text-4xl">
            <span className="block">{t("headline")}</span> <span className="block">{t("promise")}</span>
          </h1>
          <p className="max-w-prose text-ink-muted text-lg">{t("text")}</p>
        </div>
        <div className="md:col-start-2 md:row-span-2 md:row-start-1 md:self-start lg:self-center">
          <TrySample tokens={LOCAL_EDIT_TOKENS} />
        </div>
        <div className="flex flex-col gap-4 md:self-start">
          <div className="flex flex-wrap gap-3 max-sm:flex-col">
            <PickButton variant="primary" size="large">
              {t("choosePhoto")}
            </PickButton>
            <SampleButton size="large" />
          </div>
          <p className="text-ink-muted">{t("orDrop")}</p>
          {REPAINT_EMBEDDED && !user && (
            <div className="-ms-3.5">
              <DemoButton variant="ghost" />
            </div>
          )}
        </div>
      </div>
      <Promises />
      <Hydrated />
    </PhotoDropzone>
  );
}

function Promises() {
  const t = useTranslations("site.landing");
  return (
    <ul className="mx-auto grid w-full max-w-7xl gap-x-12 gap-y-6 px-4 pb-12 sm:px-6 md:grid-cols-3">
      {(["exact", "large", "yours"] as const).map((name) => (
        <li key={name} className="flex flex-col gap-1 border-line border-t pt-4">
          <h2 className="font-medium text-lg">{t(`${name}.title`)}</h2>
          <p className="text-ink-muted">{t(`${name}.text`)}</p>
        </li>
      ))}
    </ul>
  );
}
