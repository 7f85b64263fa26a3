/** One table: what kind of record its rows are, which column fills which field, and what comes of it. */
import { Select } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { type RecordKind, recordKinds } from "../../../../shared/domain/record-kinds.ts";
import { useFormat } from "../../../ui/format.ts";
import type { Draft, ImportFlow } from "../import-flow.ts";
import { useReasonWords } from "../reason-words.ts";
import { ColumnGrid } from "./column-grid.tsx";
import { Constants } from "./constants.tsx";
import { changeKind, firstMapping, wantedFields } from "./edit-mapping.ts";
import { FormControls } from "./form-controls.tsx";
import { Identifiers } from "./identifiers.tsx";
import { TrialPane } from "./trial-pane.tsx";
import classes from "./wizard.module.css";

interface TableMapperProps {
  readonly flow: ImportFlow;
  readonly draft: Draft;
  readonly index: number;
  readonly table: TablePreview;
}

const leftOut = "";

export const TableMapper = ({ flow, draft, index, table }: TableMapperProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const wordsOf = useReasonWords();
  const kindId = useId();
  const mapping = draft.mappings[index] ?? null;
  const change = (next: TableMapping | null): void =>
    flow.edit((now) => ({
      ...now,
      mappings: now.mappings.map((other, at) => (at === index ? next : other)),
    }));
  const setKind = (value: string | null): void => {
    if (value === null || value === leftOut) {
      change(null);
      return;
    }
    const kind = value as RecordKind;
    change(mapping ? changeKind(mapping, kind) : (guessFor(table, kind) ?? firstMapping(table, kind)));
  };
  const wanted = mapping ? wantedFields(mapping) : [];

  return (
    <div className={classes.mapper}>
      <div className={classes.tableBar}>
        <div className={classes.grow}>
          <h2>{table.name}</h2>
          <span className={classes.dim}>
            {t("fileSize", { rows: format.number(table.estimatedRows), bytes: format.bytes(table.bytes) })}
          </span>
        </div>
        <span className={classes.kind}>
          <label htmlFor={kindId}>{t("wizard.kind")}</label>
          <Select
            id={kindId}
            w={190}
            value={mapping?.kind ?? leftOut}
            allowDeselect={false}
            onChange={setKind}
            data={[
              ...recordKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
              { value: leftOut, label: t("wizard.leaveTableOut") },
            ]}
          />
        </span>
        <FormControls table={table} onChange={(form) => void flow.override(table.name, form)} />
      </div>
      <p className={classes.why}>{wordsOf(table.reasons.kind)}</p>
      {mapping === null ? (
        <p className={classes.note}>{t("wizard.leftOutWords")}</p>
      ) : (
        <>
          {wanted.length > 0 && (
            <p className={classes.warning} role="status">
              <IconAlertTriangle size={15} aria-hidden />
              {t("wizard.wanted", {
                fields: format.list(
                  wanted.map((group) => group.map((field) => t(`fields.${field}`)).join(t("wizard.or"))),
                ),
              })}
            </p>
          )}
          <Identifiers table={table} mapping={mapping} onChange={change} />
        </>
      )}
      <ColumnGrid table={table} mapping={mapping} onChange={change} />
      {mapping && <Constants table={table} mapping={mapping} onChange={change} />}
      {mapping && <TrialPane draft={draft} table={table} mapping={mapping} ready={wanted.length === 0} />}
    </div>
  );
};

/** What was guessed, where the table was left out and is taken in again as the kind that was guessed. */
const guessFor = (table: TablePreview, kind: RecordKind): TableMapping | null =>
  table.mapping?.kind === kind ? table.mapping : null;
