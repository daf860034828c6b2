import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

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
    <dl className="flex flex-wrap gap-x-6 gap-y-3 rounded-large border border-line bg-panel p-4 sm:flex-nowrap sm:gap-x-10 sm:p-6">
      <Fact term={t("account.email")} className="min-w-0 flex-1 max-sm:basis-full">
        <bdi className="wrap-anywhere">{email}</bdi>
      </Fact>
      <Fact term={t("profile.since")}>{format.dateTime(new Date(createdAt), { dateStyle: "medium" })}</Fact>
      <Fact term={t("profile.photos")}>{format.number(images)}</Fact>
      <Fact term={t("profile.edits")}>{format.number(edits)}</Fact>
    </dl>
  );
}

interface FactProps {
  readonly term: string;
  readonly className?: string;
  readonly children: ReactNode;
}

function Fact({ term, className, children }: FactProps) {
  return (
    <div className={classNames("flex flex-col gap-0.5", className)}>
      <dt className="text-ink-muted text-sm">{term}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
