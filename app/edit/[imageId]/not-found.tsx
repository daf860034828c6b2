import { LostPhoto } from "#components/photos/lost-photo.tsx";
import { NothingHere } from "#components/site/nothing-here.tsx";
import { optionalUser } from "#lib/server/auth.ts";

/** The image is not there, or not theirs, or was left before it was saved. */
export default async function ImageNotFound() {
  const user = await optionalUser();
  return (
    <main className="flex min-h-dvh flex-col">
      {user ? (
        <LostPhoto email={user.email}>
          <NothingHere />
        </LostPhoto>
      ) : (
        <NothingHere />
      )}
    </main>
  );
}
