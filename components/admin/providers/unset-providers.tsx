import { useTranslations } from "next-intl";
import { AdminSection } from "#components/admin/admin-section.tsx";
import type { ProviderState } from "#lib/contracts/admin/providers.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";

/** Providers that lack a variable, and which. */
export function UnsetProviders({ states }: { readonly states: readonly ProviderState[] }) {
  const t = useTranslations();
  return (
    <AdminSection id="unset" title={t("admin.providers.unset")}>
      <ul className="divide-y divide-line border-line border-y">
        {states.map(({ id, name, missing }) => (
          <li key={id} className="flex flex-col gap-0.5 py-2.5 sm:flex-row sm:gap-6">
            <p className="font-medium sm:w-48 sm:shrink-0">
              <bdi>{name}</bdi>
            </p>
            {missing && <Missing missing={missing} />}
          </li>
        ))}
      </ul>
    </AdminSection>
  );
}

function Missing({ missing }: { readonly missing: NonNullable<ProviderState["missing"]> }) {
  const t = useTranslations();
  const { text, lang } = wordsOfNotice(t, "unavailable", missing);
  return (
    <p lang={lang} className="wrap-anywhere text-ink-muted">
      {text}
    </p>
  );
}
