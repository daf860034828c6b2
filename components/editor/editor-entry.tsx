"use client";

import dynamic from "next/dynamic";
import { EditorSkeleton } from "./editor-skeleton.tsx";

/** The editor draws on canvases and starts a worker: it exists in the browser only. */
export const EditorEntry = dynamic(() => import("./editor-app.tsx").then((module) => module.EditorApp), {
  ssr: false,
  loading: () => <EditorSkeleton />,
});
