import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface ProfileFactsProps {
  readonly email: string;
  readonly createdAt: string;
  readonly images: number;
  readonly edits: number;
}

/** Who this is, and how much they keep here. */
export function ProfileFacts({ email, createdAt, images, edits }: ProfileFactsProps) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-4">
      <Fact term={t("account.email")}>
        <bdi className="wrap-anywhere">{email}</bdi>
      </Fact>
      <Fact term={t("profile.since")}>{format.dateTime(new Date(createdAt), { dateStyle: "medium" })}</Fact>
      <Fact term={t("profile.photos")}>{format.number(images)}</Fact>
      <Fact term={t("profile.edits")}>{format.number(edits)}</Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-ink-muted text-sm">{term}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
