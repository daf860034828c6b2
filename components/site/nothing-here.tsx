import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { MessagePage } from "./message-page.tsx";

/** For an address that names nothing, or nothing of this person's. */
export function NothingHere() {
  return (
    <MessagePage
      title="There is nothing here"
      actions={
        <>
          <Button asChild variant="primary">
            <Link href="/photos">Go to your photos</Link>
          </Button>
          <Button asChild>
            <Link href="/">Start page</Link>
          </Button>
        </>
      }
    >
      The address is wrong, or what was here has been deleted.
    </MessagePage>
  );
}
