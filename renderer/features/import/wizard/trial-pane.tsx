/** The mapping tried on the table's first rows: what each becomes, and why some do not. */
import { SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TablePreview, Trial } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { fieldsOf } from "../../../../shared/domain/record-kinds.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { EmptyState, ReadState } from "../../../ui/states.tsx";
import type { TriedRow } from "../contract.ts";
import type { Draft } from "../import-flow.ts";
import { outcomeTones } from "../outcome-tones.ts";
import classes from "./wizard.module.css";

interface TrialPaneProps {
  readonly draft: Draft;
  readonly table: TablePreview;
  readonly mapping: TableMapping;
  /** Whether the mapping fills what its kind needs. */
  readonly ready: boolean;
}

const pauseMs = 250;
const outcomes = ["all", "accepted", "repaired", "rejected", "leftOut"] as const;
type Shown = (typeof outcomes)[number];

export const TrialPane = ({ draft, table, mapping, ready }: TrialPaneProps) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const form = draft.overrides[table.name];
  const tried = useMemo(() => (form ? { ...mapping, form } : mapping), [mapping, form]);
  const [rested] = useDebouncedValue(tried, pauseMs);
  const trial = useRead(
    ["import", "trial", draft.source.file, table.name, JSON.stringify(rested)],
    (signal) => data.tryMapping({ file: draft.source.file, table: table.name, mapping: rested }, { signal }),
    { keepPrevious: true, enabled: ready },
  );
  if (!ready)
    return (
      <Panel title={t("trial.title")}>
        <p className={classes.note}>{t("trial.notYet")}</p>
      </Panel>
    );
  return (
    <ReadState read={trial} namespace="import">
      {(answer) => <TrialTable trial={answer} mapping={mapping} />}
    </ReadState>
  );
};

const TrialTable = ({ trial, mapping }: { readonly trial: Trial; readonly mapping: TableMapping }) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const [shown, setShown] = useState<Shown>("all");
  const columns = useTrialColumns(trial, mapping);
  const rows = shown === "all" ? trial.rows : trial.rows.filter(({ outcome }) => outcome === shown);
  const total = Object.values(trial.counts).reduce((sum, count) => sum + count, 0);
  const countOf = (outcome: Shown): number => (outcome === "all" ? total : trial.counts[outcome]);
  return (
    <Panel
      flush
      title={t("trial.title")}
      actions={
        <SegmentedControl
          aria-label={t("trial.filter")}
          value={shown}
          onChange={(value) => setShown(outcomes.find((outcome) => outcome === value) ?? "all")}
          data={outcomes
            .filter((outcome) => outcome !== "leftOut" || trial.counts.leftOut > 0)
            .map((value) => ({
              value,
              label: `${t(`outcomes.${value}`)} ${format.number(countOf(value))}`,
            }))}
        />
      }
    >
      <div className={classes.trial}>
        <DataTable<TriedRow>
          id={`import-trial-${mapping.kind}`}
          label={t("trial.title")}
          columns={columns}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          resetKey={shown}
          empty={<EmptyState title={t("issues.none")} />}
        />
      </div>
    </Panel>
  );
};

const useTrialColumns = (trial: Trial, mapping: TableMapping): readonly Column<TriedRow>[] => {
  const { t, i18n } = useTranslation("import");
  const format = useFormat();
  return useMemo(() => {
    const filled = new Set(
      trial.rows.flatMap(({ record }) => Object.keys(record).filter((name) => isShown(name, record[name]))),
    );
    const ordered = fieldsOf(mapping.kind).map(({ name }) => name);
    const names = [...filled].sort((a, b) => rank(ordered, a) - rank(ordered, b));
    const why = ({ notes }: TriedRow): string =>
      notes
        .map(({ rule, field, detail }) => {
          const words = t(`rules.${rule}`);
          const where = field && i18n.exists(`import:fields.${field}`) ? `${t(`fields.${field}`)}: ` : "";
          return detail ? `${where}${words} (${detail})` : `${where}${words}`;
        })
        .join(" · ");
    return [
      {
        id: "line",
        header: t("issues.line"),
        width: 60,
        align: "end",
        cell: ({ line }) => format.number(line),
        text: ({ line }) => String(line),
      },
      {
        id: "outcome",
        header: t("issues.outcome"),
        width: 90,
        cell: ({ outcome }) => <Tag tone={outcomeTones[outcome]}>{t(`outcomes.${outcome}`)}</Tag>,
        text: ({ outcome }) => outcome,
      },
      ...(trial.rows.some(({ notes }) => notes.length > 0)
        ? [
            {
              id: "why",
              header: t("issues.rule"),
              width: 300,
              cell: (row: TriedRow) => <span title={why(row)}>{why(row)}</span>,
              text: why,
            },
          ]
        : []),
      ...names.map((name) => ({
        id: `record.${name}`,
        header: i18n.exists(`import:fields.${name}`) ? t(`fields.${name}`) : name,
        width: /title|text|synopsis/i.test(name) ? 220 : 120,
        cell: ({ record }: TriedRow) => <span title={record[name] ?? ""}>{record[name]}</span>,
        text: ({ record }: TriedRow) => record[name] ?? "",
      })),
    ];
  }, [trial, mapping.kind, t, i18n, format]);
};

/** A key made of the title says nothing beside the title. */
const isShown = (name: string, value: string | null | undefined): boolean =>
  value !== null && value !== undefined && !(name === "film" && value.startsWith("title:"));

const rank = (ordered: readonly string[], name: string): number => {
  const at = ordered.indexOf(name);
  return at < 0 ? ordered.length : at;
};
