/** What was recognised, and, where the user looks closer or must, how each table becomes records. */
import { Autocomplete, Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconAlertTriangle, IconBookmark, IconCheck, IconTable } from "@tabler/icons-react";
import { useEffect, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommands } from "../../../client/commands.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { offerUndo } from "../../../client/undo.ts";
import { useFormat } from "../../../ui/format.ts";
import { ErrorState } from "../../../ui/states.tsx";
import { type ImportFlow, type ImportState, useMappingHistory } from "../import-flow.ts";
import { wantedFields } from "./edit-mapping.ts";
import { ProfileDialog } from "./profile-dialog.tsx";
import { Recognised } from "./recognised.tsx";
import { TableList } from "./table-list.tsx";
import { TableMapper } from "./table-mapper.tsx";
import classes from "./wizard.module.css";

interface WizardProps {
  readonly flow: ImportFlow;
  readonly state: Extract<ImportState, { step: "mapping" }>;
}

export const Wizard = ({ flow, state }: WizardProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { draft, busy, fault } = state;
  const { preview, mappings } = draft;
  const [closer, setCloser] = useState(preview.layout === null && draft.profile === null);
  const [saving, setSaving] = useState(false);
  const [shown, setShown] = useState(() => Math.max(0, mappings.findIndex(Boolean)));
  const table = preview.tables[shown] ?? preview.tables[0];
  const chosen = mappings.filter((mapping) => mapping !== null);
  const ready = chosen.length > 0 && chosen.every((mapping) => wantedFields(mapping).length === 0) && !busy;
  const rows = preview.tables.reduce(
    (sum, { estimatedRows }, at) => sum + (mappings[at] ? estimatedRows : 0),
    0,
  );
  const go = (atOnce: boolean): void => {
    if (ready && draft.system.trim() !== "") void flow.check(draft, { atOnce });
  };
  useMappingUndo(flow);
  useHotkeys([["mod+Enter", () => go(!closer)]], []);
  useCommands(
    useMemo(
      () => [
        { id: "import.closer", label: t("wizard.closer"), run: () => setCloser(true) },
        { id: "import.saveProfile", label: t("profiles.save"), run: () => setSaving(true) },
      ],
      [t],
    ),
  );

  return (
    <div className={classes.wizard}>
      <div className={classes.bar}>
        {preview.layout ? (
          <IconCheck size={20} className={classes.good} aria-hidden />
        ) : (
          <IconTable size={20} className={classes.dim} aria-hidden />
        )}
        <div className={classes.grow}>
          <strong>
            {preview.layout
              ? t("recognised", { form: t(`layouts.${preview.layout}`) })
              : draft.profile
                ? t("wizard.byProfile", { name: draft.profile })
                : t("wizard.guessed")}
          </strong>
          <div className={classes.dim}>
            {t("estimate", { rows: format.number(rows), count: chosen.length })}
          </div>
        </div>
        <SystemField value={draft.system} onChange={(system) => flow.edit((now) => ({ ...now, system }))} />
        {closer ? (
          <>
            <Button
              variant="default"
              leftSection={<IconBookmark size={15} />}
              onClick={() => setSaving(true)}
            >
              {t("profiles.save")}
            </Button>
            <Button disabled={!ready} onClick={() => go(false)} title="Ctrl+Enter">
              {t("wizard.check")}
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" onClick={() => setCloser(true)}>
              {t("wizard.closer")}
            </Button>
            <Button variant="default" disabled={!ready} onClick={() => go(false)}>
              {t("wizard.check")}
            </Button>
            <Button disabled={!ready} onClick={() => go(true)} data-autofocus title="Ctrl+Enter">
              {t("commit")}
            </Button>
          </>
        )}
      </div>
      <Notes state={state} />
      {fault && (
        <div className={classes.fault}>
          <ErrorState fault={fault} namespace="import" />
        </div>
      )}
      {!closer || !table ? (
        <Recognised draft={draft} />
      ) : (
        <div className={classes.body} aria-busy={busy}>
          {preview.tables.length > 1 && (
            <TableList draft={draft} shown={preview.tables.indexOf(table)} onShow={setShown} />
          )}
          <TableMapper
            key={`${table.name} ${JSON.stringify(table.form)}`}
            flow={flow}
            draft={draft}
            index={preview.tables.indexOf(table)}
            table={table}
          />
        </div>
      )}
      {saving && <ProfileDialog draft={draft} onClose={() => setSaving(false)} />}
    </div>
  );
};

const Notes = ({ state }: Pick<WizardProps, "state">) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { missing, ignored, scaleConflict } = state.draft.preview;
  const scale = ({ min, max, step }: { min: number; max: number; step: number }): string =>
    t("scale", { min: format.plain(min), max: format.plain(max), step: format.plain(step) });
  if (missing.length === 0 && ignored.length === 0 && !scaleConflict) return null;
  return (
    <div className={classes.notes}>
      {scaleConflict && (
        <p className={classes.warning} role="alert">
          <IconAlertTriangle size={15} aria-hidden />
          {t("scaleConflict", { library: scale(scaleConflict.library), source: scale(scaleConflict.source) })}
        </p>
      )}
      {missing.length > 0 && (
        <p className={classes.warning}>
          <IconAlertTriangle size={15} aria-hidden />
          {t("missing", { kinds: format.list(missing) })}
        </p>
      )}
      {ignored.length > 0 && (
        <p className={classes.dim}>{t("ignored", { files: format.list(ignored.slice(0, 12)) })}</p>
      )}
    </div>
  );
};

/** Whose keys the files use; systems of earlier imports are offered. */
const SystemField = ({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (system: string) => void;
}) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const runs = useRead(["import", "runs"], (signal) => data.importRuns({}, { signal })).data?.runs ?? [];
  return (
    <span className={classes.system} title={t("wizard.systemHint")}>
      <label htmlFor={id}>{t("wizard.system")}</label>
      <Autocomplete
        id={id}
        w={170}
        size="xs"
        value={typed}
        data={[...new Set(runs.map(({ system }) => system))]}
        onChange={setTyped}
        onBlur={() => typed.trim() !== value && onChange(typed.trim())}
        onOptionSubmit={onChange}
        error={typed.trim() === ""}
      />
    </span>
  );
};

/** Edits of the mapping answer to Undo and Redo of the window. */
const useMappingUndo = (flow: ImportFlow): void => {
  const { past, future } = useMappingHistory();
  const { undoEdit, redoEdit } = flow;
  useEffect(
    () =>
      offerUndo({
        canUndo: past.length > 0,
        canRedo: future.length > 0,
        undo: undoEdit,
        redo: redoEdit,
      }),
    [past, future, undoEdit, redoEdit],
  );
};
