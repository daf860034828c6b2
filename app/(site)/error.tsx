"use client";

import { PageFailed } from "#components/site/page-failed.tsx";

export default PageFailed;
