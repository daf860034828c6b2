import type { Metadata } from "next";
import { ModelCatalogue } from "#components/models/model-catalogue.tsx";
import { describeModels } from "#lib/server/models.ts";

export const metadata: Metadata = {
  title: "Models",
  description:
    "Every model Repaint can edit a photo with: what it can do, what it costs, and whether it is ready here.",
};

export default async function ModelsPage() {
  const models = await describeModels();
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8">
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">Models</h1>
        <p className="max-w-prose text-ink-muted text-lg">
          Whichever you choose, only what you marked changes, at full resolution. They differ in what they can do, in
          price and in speed.
        </p>
      </div>
      <ModelCatalogue models={models} />
    </div>
  );
}
