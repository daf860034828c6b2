import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ACCOUNT_STATES, type AccountState } from "#lib/contracts/admin/accounts.ts";
import { FilterLinks } from "../filter-links.tsx";
import { hrefWith } from "../href-with.ts";

const PATH = "/admin/accounts";

interface AccountSearchProps {
  readonly query: string | undefined;
  readonly state: AccountState | undefined;
}

/** Finds accounts by how their address begins or by their id, and narrows them by their state. Works without scripts. */
export function AccountSearch({ query, state }: AccountSearchProps) {
  const t = useTranslations("adminAccounts");
  return (
    <div className="flex flex-col gap-3">
      <search>
        <form action={PATH} className="flex items-end gap-2">
          {state && <input type="hidden" name="state" value={state} />}
          <Field label={t("accounts.search")} hint={t("accounts.searchHint")} className="max-w-md flex-1">
            {(control) => (
              <span className="flex gap-2">
                <Input
                  {...control}
                  type="search"
                  name="query"
                  defaultValue={query}
                  maxLength={254}
                  spellCheck={false}
                />
                <Button type="submit">
                  <Search aria-hidden="true" />
                  {t("accounts.find")}
                </Button>
              </span>
            )}
          </Field>
        </form>
      </search>
      <FilterLinks
        label={t("accounts.narrow")}
        choices={[undefined, ...ACCOUNT_STATES].map((choice) => ({
          href: hrefWith(PATH, { query, state: choice }),
          label: choice ? t(`states.${choice}`) : t("accounts.all"),
          isChosen: choice === state,
        }))}
      />
    </div>
  );
}
