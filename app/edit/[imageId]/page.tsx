import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { EditorEntry } from "#components/editor/editor-entry.tsx";
import { requireUser } from "#lib/server/auth.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { getImage } from "#lib/server/store/images.ts";

export const metadata: Metadata = { title: "Edit" };

interface EditPageProps {
  readonly params: Promise<{ readonly imageId: string }>;
}

export default async function EditPage({ params }: EditPageProps) {
  const { imageId } = await params;
  if (!z.uuid().safeParse(imageId).success) notFound();
  const user = await requireUser(`/edit/${imageId}`);
  const [image, account] = await Promise.all([getImage(user.id, imageId), getAccount(user.id)]);
  if (!image) notFound();
  const tokens = { available: account.available, held: account.held };
  return (
    <div data-prefers="dark">
      <EditorEntry key={image.id} image={image} email={user.email} tokens={tokens} />
    </div>
  );
}
