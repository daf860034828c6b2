"use client";

import { Brush, ImagePlus, Sparkles } from "lucide-react";
import { PickButton } from "./pick-button.tsx";
import { SampleButton } from "./sample-button.tsx";

const STEPS = [
  { icon: ImagePlus, title: "Open a photo", text: "Drop it here, paste it, or choose a file." },
  {
    icon: Brush,
    title: "Paint over what should go",
    text: "A person, a cable, a spot. A little over the edge is fine.",
  },
  { icon: Sparkles, title: "Press Erase", text: "Everything you did not paint over stays exactly as it was." },
] as const;

/** The first thing someone sees with an account: what to do, and both ways to begin. */
export function EmptyLibrary() {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-8 rounded-large border-2 border-line border-dashed px-6 py-12 text-center sm:py-20">
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">Begin with a photo</h1>
        <p className="text-ink-muted text-lg">JPEG, PNG, WebP, AVIF, TIFF or GIF, up to 100 megapixels and 60 MB.</p>
      </div>
      <div className="flex flex-wrap justify-center gap-3">
        <PickButton variant="primary" size="large">
          Choose photos
        </PickButton>
        <SampleButton size="large" />
      </div>
      <ol className="grid max-w-3xl gap-6 pt-4 text-left sm:grid-cols-3">
        {STEPS.map(({ icon: Icon, title, text }) => (
          <li key={title} className="flex gap-3 sm:flex-col">
            <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-muted" />
            <div className="flex flex-col gap-0.5">
              <p className="font-medium">{title}</p>
              <p className="text-ink-muted">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
