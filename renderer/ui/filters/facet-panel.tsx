/** Every column to filter by, with how many rows each choice would leave. */
import { ActionIcon, Checkbox, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconX } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Facet, TableFilter } from "../../../shared/contract/table-query.ts";
import { useFormat } from "../format.ts";
import classes from "./filters.module.css";
import { type FilterColumn, filterOn, isoDay } from "./filters.ts";

interface FacetPanelProps<C extends string> {
  readonly columns: readonly FilterColumn<C>[];
  readonly facets: readonly Facet[];
  readonly filters: readonly TableFilter<C>[];
  readonly onFilter: (column: C, filter: TableFilter<C> | null) => void;
  readonly open: readonly C[];
  readonly onOpen: (columns: readonly C[]) => void;
  /** The column whose values are searched, and for what. */
  readonly finding: { readonly column: C; readonly text: string } | null;
  readonly onFind: (column: C, text: string) => void;
}

export function FacetPanel<C extends string>(props: FacetPanelProps<C>) {
  const { t } = useTranslation("table");
  const { columns, facets, filters, onFilter, open, onOpen, finding, onFind } = props;
  const toggle = (column: C): void =>
    onOpen(open.includes(column) ? open.filter((other) => other !== column) : [...open, column]);
  return (
    <aside className={classes.panel} aria-label={t("filters")}>
      {columns.map((one) => (
        <Section
          key={one.column}
          of={one}
          open={open.includes(one.column)}
          onToggle={() => toggle(one.column)}
          facet={facets.find(({ column }) => column === one.column)}
          filter={filterOn(filters, one.column)}
          onFilter={(filter) => onFilter(one.column, filter)}
          find={finding?.column === one.column ? finding.text : ""}
          onFind={(text) => onFind(one.column, text)}
        />
      ))}
    </aside>
  );
}

interface SectionProps<C extends string> {
  readonly of: FilterColumn<C>;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly facet: Facet | undefined;
  readonly filter: TableFilter<C> | undefined;
  readonly onFilter: (filter: TableFilter<C> | null) => void;
  readonly find: string;
  readonly onFind: (text: string) => void;
}

function Section<C extends string>(props: SectionProps<C>) {
  const { of, open, onToggle, facet, filter, onFilter } = props;
  const { t } = useTranslation("table");
  const body = useId();
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={body}
          onClick={onToggle}
        >
          {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          <span>{of.label}</span>
        </button>
        {filter && (
          <ActionIcon
            size={24}
            aria-label={t("clearFilter", { name: of.label })}
            onClick={() => onFilter(null)}
          >
            <IconX size={13} />
          </ActionIcon>
        )}
      </div>
      <div id={body} hidden={!open} className={classes.sectionBody}>
        {open && facet && (
          <>
            {(of.kind === "text" || of.kind === "list") && <Values {...props} facet={facet} />}
            {of.kind === "number" && <Range {...props} facet={facet} />}
            {of.kind === "date" && <Dates {...props} facet={facet} />}
            <Known of={of} facet={facet} filter={filter} onFilter={onFilter} />
          </>
        )}
      </div>
    </section>
  );
}

type WithFacet<C extends string> = SectionProps<C> & { readonly facet: Facet };

const Count = ({ count }: { readonly count: number | null }) => {
  const { t } = useTranslation("table");
  const format = useFormat();
  return <span className={classes.count}>{count === null ? t("few") : format.number(count)}</span>;
};

type Mode = "any" | "all" | "none";
const modeOf = (filter: TableFilter | undefined): Mode => {
  if (filter?.type === "all") return "all";
  return filter?.type === "values" && filter.not ? "none" : "any";
};

function Values<C extends string>({ of, facet, filter, onFilter, find, onFind }: WithFacet<C>) {
  const { t } = useTranslation("table");
  const chosen = filter?.type === "values" || filter?.type === "all" ? filter.values : [];
  const mode = modeOf(filter);
  const word = of.word ?? ((value: string) => value);
  const choose = (values: readonly string[], mode: Mode): void => {
    const { column } = of;
    if (values.length === 0) onFilter(null);
    else if (mode === "all") onFilter({ type: "all", column, values: [...values] });
    else onFilter({ type: "values", column, values: [...values], ...(mode === "none" ? { not: true } : {}) });
  };
  // What is chosen stays in sight, whatever the search and the other filters leave.
  const listed = facet.values.map(({ value }) => value);
  const rows = [
    ...chosen.filter((value) => !listed.includes(value)).map((value) => ({ value, count: 0 })),
    ...facet.values,
  ];
  const modes: readonly Mode[] = of.kind === "list" ? ["any", "all", "none"] : ["any", "none"];
  return (
    <>
      {(facet.more > 0 || find !== "") && (
        <TextInput
          value={find}
          onChange={(event) => onFind(event.currentTarget.value)}
          placeholder={t("findValue")}
          aria-label={t("findValueOf", { name: of.label })}
        />
      )}
      <ul className={classes.values}>
        {rows.map(({ value, count }) => (
          <li key={value}>
            <Checkbox
              size="xs"
              checked={chosen.includes(value)}
              onChange={(event) =>
                choose(
                  event.currentTarget.checked
                    ? [...chosen, value]
                    : chosen.filter((other) => other !== value),
                  mode,
                )
              }
              label={word(value)}
            />
            <Count count={count} />
          </li>
        ))}
      </ul>
      {facet.more > 0 && <p className={classes.hint}>{t("more", { count: facet.more })}</p>}
      {chosen.length > 0 && (
        <SegmentedControl
          fullWidth
          aria-label={t("mode.label", { name: of.label })}
          value={mode}
          onChange={(mode) => choose(chosen, mode as Mode)}
          data={modes.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
        />
      )}
    </>
  );
}

const Bins = ({ range }: { readonly range: Facet["range"] }) => {
  if (!range || range.max === range.min) return null;
  const step = (range.max - range.min) / range.bins.length;
  const bars = range.bins.map((count, at) => ({ from: range.min + at * step, count: count ?? 1 }));
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <div className={classes.bins} aria-hidden>
      {bars.map(({ from, count }) => (
        <span key={from} style={{ height: `${count === 0 ? 0 : Math.max(4, (100 * count) / highest)}%` }} />
      ))}
    </div>
  );
};

function Range<C extends string>({ of, facet, filter, onFilter }: WithFacet<C>) {
  const { t } = useTranslation("table");
  const { from, to } = filter?.type === "range" ? filter : { from: null, to: null };
  const change = (ends: { from?: number | null; to?: number | null }): void => {
    const next = { from, to, ...ends };
    onFilter(next.from === null && next.to === null ? null : { type: "range", column: of.column, ...next });
  };
  const entered = (value: string | number): number | null => (typeof value === "number" ? value : null);
  const shown = (value: number): string => (of.number ? of.number(value) : String(value));
  const input = { hideControls: true, decimalScale: of.decimals ?? 0, allowNegative: false } as const;
  return (
    <>
      <Bins range={facet.range} />
      <div className={classes.ends}>
        <NumberInput
          {...input}
          value={from ?? ""}
          onChange={(value) => change({ from: entered(value) })}
          placeholder={facet.range ? shown(facet.range.min) : ""}
          aria-label={t("from", { name: of.label })}
        />
        <span aria-hidden>–</span>
        <NumberInput
          {...input}
          value={to ?? ""}
          onChange={(value) => change({ to: entered(value) })}
          placeholder={facet.range ? shown(facet.range.max) : ""}
          aria-label={t("to", { name: of.label })}
        />
      </div>
    </>
  );
}

function Dates<C extends string>({ of, facet, filter, onFilter }: WithFacet<C>) {
  const { t } = useTranslation("table");
  const { from, to } = filter?.type === "dates" ? filter : { from: null, to: null };
  const change = (ends: { from?: string | null; to?: string | null }): void => {
    const next = { from, to, ...ends };
    onFilter(next.from === null && next.to === null ? null : { type: "dates", column: of.column, ...next });
  };
  const ends = facet.range && { min: isoDay(facet.range.min), max: isoDay(facet.range.max) };
  return (
    <>
      <Bins range={facet.range} />
      <div className={classes.dates}>
        <TextInput
          type="date"
          value={from ?? ""}
          onChange={(event) => change({ from: event.currentTarget.value || null })}
          aria-label={t("from", { name: of.label })}
          {...(ends ?? {})}
        />
        <TextInput
          type="date"
          value={to ?? ""}
          onChange={(event) => change({ to: event.currentTarget.value || null })}
          aria-label={t("to", { name: of.label })}
          {...(ends ?? {})}
        />
      </div>
    </>
  );
}

/** Rows that have a value here, or have none. */
function Known<C extends string>({
  of,
  facet,
  filter,
  onFilter,
}: Omit<WithFacet<C>, "open" | "onToggle" | "find" | "onFind">) {
  const { t } = useTranslation("table");
  const known = filter?.type === "known" ? filter.known : null;
  const choice = (wanted: boolean, count: number | null) => (
    <li>
      <Checkbox
        size="xs"
        checked={known === wanted}
        onChange={(event) =>
          onFilter(event.currentTarget.checked ? { type: "known", column: of.column, known: wanted } : null)
        }
        label={t(wanted ? "known" : "unknown")}
      />
      <Count count={count} />
    </li>
  );
  if (of.kind !== "flag" && facet.unknown === 0 && known === null) return null;
  return (
    <ul className={classes.values}>
      {(of.kind === "flag" || known === true) && choice(true, facet.known)}
      {choice(false, facet.unknown)}
    </ul>
  );
}
