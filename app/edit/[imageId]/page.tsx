import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { z } from "zod";
import { EditorEntry } from "#components/editor/editor-entry.tsx";
import { MoreMessages } from "#components/site/more-messages.tsx";
import { EDITOR_MESSAGES, messagesNamed } from "#lib/i18n/messages.ts";
import { requireUser } from "#lib/server/auth.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { getImage } from "#lib/server/store/images.ts";
import { arePurchasesOn } from "#lib/server/stripe/client.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site");
  return { title: t("edit") };
}

interface EditPageProps {
  readonly params: Promise<{ readonly imageId: string }>;
}

export default async function EditPage({ params }: EditPageProps) {
  const { imageId } = await params;
  if (!z.uuid().safeParse(imageId).success) notFound();
  const user = await requireUser(`/edit/${imageId}`);
  const [image, account, canBuy] = await Promise.all([
    getImage(user.id, imageId),
    getAccount(user.id),
    arePurchasesOn(),
  ]);
  if (!image) notFound();
  const tokens = { available: account.available, held: account.held, canBuy };
  return (
    <div data-prefers="dark">
      <MoreMessages messages={messagesNamed(EDITOR_MESSAGES, await getMessages())}>
        <EditorEntry key={image.id} image={image} email={user.email} tokens={tokens} />
      </MoreMessages>
    </div>
  );
}
