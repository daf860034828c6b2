import { DemoButton } from "#components/account/demo-button.tsx";
import { PhotoDropzone } from "#components/photos/photo-dropzone.tsx";
import { PickButton } from "#components/photos/pick-button.tsx";
import { SampleButton } from "#components/photos/sample-button.tsx";
import { TrySample } from "#components/photos/try-sample.tsx";
import { optionalUser } from "#lib/server/auth.ts";
import { env } from "#lib/server/env.ts";

/** The product itself: a photo ready to be painted on, and every way to bring one's own. */
export default async function LandingPage() {
  const user = await optionalUser();
  const { REPAINT_EMBEDDED, LOCAL_EDIT_TOKENS } = env();
  return (
    <PhotoDropzone signedIn={user !== null} demo={REPAINT_EMBEDDED}>
      <div className="mx-auto grid w-full max-w-7xl flex-1 content-center gap-x-12 gap-y-8 px-4 py-8 sm:px-6 md:py-12 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:items-center">
        <div className="flex flex-col gap-4">
          <h1 className="font-semibold text-3xl xl:text-4xl">
            <span className="block">Erase anything from a photo.</span>{" "}
            <span className="block">Nothing else changes.</span>
          </h1>
          <p className="max-w-prose text-ink-muted text-lg">
            Paint over what should go and press one button. Every pixel you did not paint over stays exactly as it was,
            at full resolution.
          </p>
        </div>
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <TrySample tokens={LOCAL_EDIT_TOKENS} />
        </div>
        <div className="flex flex-col gap-4 lg:self-start">
          <div className="flex flex-wrap gap-3">
            <PickButton variant="primary" size="large">
              Choose a photo
            </PickButton>
            <SampleButton size="large" />
          </div>
          <p className="text-ink-muted">
            Or drop or paste one anywhere on this page. JPEG, PNG, WebP, AVIF, TIFF or GIF, up to 100 megapixels.
          </p>
          {REPAINT_EMBEDDED && !user && (
            <div className="-ml-3.5">
              <DemoButton variant="ghost" />
            </div>
          )}
        </div>
      </div>
      <Promises />
    </PhotoDropzone>
  );
}

const PROMISES = [
  {
    title: "Exact, and checked",
    text: "After every edit each pixel outside the mask is compared with the original. If one had changed, the edit would be refused and cost nothing.",
  },
  {
    title: "As large as it came",
    text: "Only the part around your mask goes to the model. Resolution, colour profile, bit depth and transparency stay.",
  },
  {
    title: "Yours to run",
    text: "A model comes with Repaint and works on this server's own processor: no key and no other service needed.",
  },
];

function Promises() {
  return (
    <ul className="mx-auto grid w-full max-w-7xl gap-x-12 gap-y-6 px-4 pb-12 sm:px-6 md:grid-cols-3">
      {PROMISES.map(({ title, text }) => (
        <li key={title} className="flex flex-col gap-1 border-line border-t pt-4">
          <h2 className="font-medium text-lg">{title}</h2>
          <p className="text-ink-muted">{text}</p>
        </li>
      ))}
    </ul>
  );
}
