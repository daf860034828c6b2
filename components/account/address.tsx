import type { ReactNode } from "react";

/** What a tag of a message becomes: an e-mail address that stands out, and keeps its own direction. */
export const address = (words: ReactNode): ReactNode => (
  <strong>
    <bdi>{words}</bdi>
  </strong>
);
