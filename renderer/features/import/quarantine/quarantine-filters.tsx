/** Which rows of the quarantine are listed. */
import { ActionIcon, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type QuarantineFilter, quarantineStates } from "../../../../shared/contract/import-review.ts";
import { type ImportRule, importRuleNames } from "../../../../shared/domain/import-rules.ts";
import { type RecordKind, recordKinds } from "../../../../shared/domain/record-kinds.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "./quarantine.module.css";

interface QuarantineFiltersProps {
  readonly filter: QuarantineFilter;
  readonly onChange: (filter: QuarantineFilter) => void;
}

export const QuarantineFilters = ({ filter, onChange }: QuarantineFiltersProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { data } = useClients();
  const { state } = filter;
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([["mod+F", () => field.current?.select()]], []);
  const present =
    useRead(["import", "quarantine", "rules", state], (signal) => data.quarantineRules({ state }, { signal }))
      .data?.rules ?? [];
  const runs = useRead(["import", "runs"], (signal) => data.importRuns({}, { signal })).data?.runs ?? [];
  const totals = <T extends string>(names: readonly T[], of: (row: (typeof present)[number]) => T) =>
    names
      .map((name) => ({
        name,
        rows: present.filter((row) => of(row) === name).reduce((sum, { rows }) => sum + rows, 0),
      }))
      .filter(({ rows }) => rows > 0)
      .sort((a, b) => b.rows - a.rows);
  const set = <K extends keyof QuarantineFilter>(key: K, value: QuarantineFilter[K] | null): void => {
    const { [key]: _, ...rest } = filter;
    onChange((value === null ? rest : { ...rest, [key]: value }) as QuarantineFilter);
  };
  const counted = (name: string, rows: number): string => `${name} (${format.number(rows)})`;
  const files = [...new Set(present.map(({ file }) => file))];
  return (
    <div className={classes.filters} role="search">
      <SegmentedControl
        aria-label={t("quarantine.state")}
        value={filter.state}
        onChange={(value) => set("state", quarantineStates.find((state) => state === value) ?? "waiting")}
        data={quarantineStates.map((value) => ({ value, label: t(`quarantine.states.${value}`) }))}
      />
      <TextInput
        ref={field}
        w={210}
        value={filter.search}
        onChange={(event) => set("search", event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && set("search", "")}
        placeholder={t("quarantine.search")}
        aria-label={t("quarantine.search")}
        leftSection={<IconSearch size={15} />}
        rightSection={
          filter.search !== "" && (
            <ActionIcon size={24} aria-label={t("quarantine.clear")} onClick={() => set("search", "")}>
              <IconX size={14} />
            </ActionIcon>
          )
        }
      />
      <Select
        w={220}
        aria-label={t("quarantine.rule")}
        placeholder={t("quarantine.anyRule")}
        value={filter.rule ?? null}
        clearable
        clearButtonProps={{ "aria-label": t("quarantine.anyRule") }}
        searchable
        comboboxProps={{ width: 360, position: "bottom-start" }}
        data={totals<ImportRule>(importRuleNames, ({ rule }) => rule).map(({ name, rows }) => ({
          value: name,
          label: counted(t(`rules.${name}`), rows),
        }))}
        onChange={(value) => set("rule", value as ImportRule | null)}
      />
      <Select
        w={140}
        aria-label={t("diff.kind")}
        placeholder={t("quarantine.anyKind")}
        value={filter.kind ?? null}
        clearable
        clearButtonProps={{ "aria-label": t("quarantine.anyKind") }}
        data={totals<RecordKind>(recordKinds, ({ kind }) => kind).map(({ name, rows }) => ({
          value: name,
          label: counted(t(`kinds.${name}`), rows),
        }))}
        onChange={(value) => set("kind", value as RecordKind | null)}
      />
      <Select
        w={170}
        aria-label={t("issues.file")}
        placeholder={t("quarantine.anyFile")}
        value={filter.file ?? null}
        clearable
        clearButtonProps={{ "aria-label": t("quarantine.anyFile") }}
        searchable
        data={files}
        onChange={(value) => set("file", value)}
      />
      <Select
        w={190}
        aria-label={t("quarantine.run")}
        placeholder={t("quarantine.anyRun")}
        value={filter.importRun === undefined ? null : String(filter.importRun)}
        clearable
        clearButtonProps={{ "aria-label": t("quarantine.anyRun") }}
        comboboxProps={{ width: 320, position: "bottom-end" }}
        data={runs
          .filter(({ rejected }) => rejected > 0)
          .map(({ importRun, source, startedAt }) => ({
            value: String(importRun),
            label: `${source} · ${format.dateTime(startedAt)}`,
          }))}
        onChange={(value) => set("importRun", value === null ? null : Number(value))}
      />
    </div>
  );
};
