"use client";

import { Button } from "#components/ui/button.tsx";
import { MessagePage } from "./message-page.tsx";

/** As Next hands it to an error page. The digest finds the line in the server's log. */
export interface PageFailedProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

export function PageFailed({ error, retry }: PageFailedProps) {
  return (
    <MessagePage
      title="This page did not load"
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          <Button asChild>
            {/* A plain link: a full load clears whatever went wrong in the page. */}
            <a href="/">Start page</a>
          </Button>
        </>
      }
    >
      <p>The server is busy or restarting, or something went wrong. Your photos and edits are safe.</p>
      {error.digest && <p className="mt-2 text-base">Error {error.digest}</p>}
    </MessagePage>
  );
}
