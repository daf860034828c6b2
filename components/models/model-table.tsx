import { Badge } from "#components/ui/badge.tsx";
import { priceInWords } from "#lib/client/edits/model-words.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { Availability } from "./availability.tsx";
import type { ProviderGroup } from "./filter-models.ts";
import { FACTS, NOTHING } from "./model-facts.ts";

const HEAD = "whitespace-nowrap px-3 py-2 text-left align-bottom font-medium text-ink-muted text-sm";
const CELL = "px-3 py-3 text-left align-top text-sm tabular-nums";

/** Scrolls inside its frame, so that its head and the names of the models stay in sight; not shown on phones. */
export function ModelTable({ groups }: { readonly groups: readonly ProviderGroup[] }) {
  return (
    <section
      aria-label="Models, as a table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      className="relative max-h-[80dvh] overflow-auto rounded-large border border-line bg-panel max-md:hidden"
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">
          Models by provider, with what they can do, their price, their limits and whether they are ready here
        </caption>
        <thead className="sticky top-0 z-20 bg-panel shadow-raised">
          <tr>
            <th scope="col" className={`${HEAD} sticky left-0 z-10 bg-panel`}>
              Model
            </th>
            <th scope="col" className={HEAD}>
              On this server
            </th>
            <th scope="col" className={HEAD}>
              Does
            </th>
            <th scope="col" className={HEAD}>
              Price
            </th>
            {FACTS.map(({ label }) => (
              <th key={label} scope="col" className={HEAD}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ provider, models }) => (
          <tbody key={provider} className="border-line border-b last:border-b-0">
            <tr>
              <th
                scope="rowgroup"
                colSpan={4 + FACTS.length}
                className="bg-control px-3 py-1.5 text-left font-medium text-sm"
              >
                <span className="sticky left-3">{provider}</span>
              </th>
            </tr>
            {models.map((model) => (
              <Row key={model.id} model={model} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Row({ model }: { readonly model: ModelInfo }) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className={`${CELL} sticky left-0 z-10 min-w-52 max-w-64 bg-panel font-normal`}>
        <span className="block font-medium text-base">{model.name}</span>
        <span className="text-ink-muted">{model.description}</span>
      </th>
      <td className={`${CELL} min-w-44`}>
        <Availability model={model} />
      </td>
      <td className={`${CELL} min-w-36`}>
        <ul className="flex flex-wrap gap-1">
          {model.operations.map((operation) => (
            <li key={operation}>
              <Badge>{OPERATIONS[operation].label}</Badge>
            </li>
          ))}
        </ul>
      </td>
      <td className={`${CELL} min-w-28`}>{priceInWords(model.price)}</td>
      {FACTS.map(({ label, of }) => (
        <td key={label} className={`${CELL} min-w-20`}>
          <Fact text={of(model)} />
        </td>
      ))}
    </tr>
  );
}

function Fact({ text }: { readonly text: string }) {
  if (text !== NOTHING) return text;
  return (
    <>
      <span aria-hidden="true" className="text-ink-muted">
        {NOTHING}
      </span>
      <span className="sr-only">none</span>
    </>
  );
}
