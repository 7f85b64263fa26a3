/** A stored plan as the files the trade uses: choose what, how and where; see what was written. */
import { Button, Checkbox, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { IconCalendarWeek, IconFileExport, IconFolder } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import {
  type ExportFormat,
  type ExportLanguage,
  exportFormats,
  exportLanguages,
} from "../../../shared/contract/export.ts";
import type { PlanRow } from "../../../shared/contract/planning.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { Columns, Page, Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import { useStoredState } from "../../ui/stored-state.ts";
import { type ExportOrder, forgetFailure, startExport, useExport } from "./export-run.ts";
import classes from "./exports.module.css";
import { WrittenFiles } from "./written-files.tsx";

export const ExportsPage = () => {
  const { t } = useTranslation("exports");
  const { data } = useClients();
  const navigate = useNavigate();
  const read = useRead(["plans", "all"], (signal) => data.listPlans({ venue: null }, { signal }));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <ReadState read={read} namespace="exports">
        {({ plans }) =>
          plans.length === 0 ? (
            <EmptyState
              icon={<IconFileExport size={32} />}
              title={t("empty.title")}
              action={
                <Button
                  leftSection={<IconCalendarWeek size={14} />}
                  onClick={() => void navigate("/schedule")}
                >
                  {t("empty.plan")}
                </Button>
              }
            >
              {t("empty.hint")}
            </EmptyState>
          ) : (
            <Columns min={360}>
              <ExportForm plans={plans} />
              <Outcome />
            </Columns>
          )
        }
      </ReadState>
    </Page>
  );
};

const ExportForm = ({ plans }: { readonly plans: readonly PlanRow[] }) => {
  const { t, i18n } = useTranslation("exports");
  const format = useFormat();
  const clients = useClients();
  const [params, setParams] = useSearchParams();
  const { running } = useExport();
  const [formats, setFormats] = useStoredState<readonly ExportFormat[]>("exports.formats", exportFormats);
  const [language, setLanguage] = useState<ExportLanguage>(
    exportLanguages.find((each) => each === i18n.language) ?? "en",
  );
  const [folder, setFolder] = useState<ExportOrder["folder"] | null>(null);
  const languageId = useId();
  const byDate = [...plans].sort((a, b) => b.createdAt - a.createdAt);
  const plan = plans.find(({ id }) => id === params.get("plan")) ?? byDate[0];

  const choose = async (): Promise<ExportOrder["folder"] | null> => {
    const answer = await clients.host.chooseFile({ purpose: "exportFolder", suggestedName: "" });
    if (!answer.ok || answer.value === null) return null;
    setFolder(answer.value);
    return answer.value;
  };
  const start = async (): Promise<void> => {
    const place = folder ?? (await choose());
    if (!place || !plan) return;
    const order = { plan: plan.id, folder: place, formats, language, overwrite: false };
    await startExport(clients, order, t("work", { week: format.day(plan.week) }));
  };

  return (
    <Panel title={t("form.title")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <Stack gap="lg">
          <Select
            label={t("form.plan")}
            allowDeselect={false}
            value={plan?.id ?? null}
            data={byDate.map((each) => ({
              value: each.id,
              label: [t("form.version", { week: format.day(each.week), version: each.version }), each.note]
                .filter(Boolean)
                .join(" · "),
            }))}
            onChange={(id) => id !== null && setParams({ plan: id })}
          />
          <Checkbox.Group
            label={t("form.formats")}
            value={[...formats]}
            onChange={(values) => setFormats(exportFormats.filter((each) => values.includes(each)))}
          >
            <Stack gap="sm" mt={6}>
              {exportFormats.map((each) => (
                <Checkbox
                  key={each}
                  size="xs"
                  value={each}
                  label={t(`formats.${each}.name`)}
                  description={t(`formats.${each}.words`)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <div>
            <div className={classes.label} id={languageId}>
              {t("form.language")}
            </div>
            <SegmentedControl
              aria-labelledby={languageId}
              value={language}
              onChange={(value) => setLanguage(value as ExportLanguage)}
              data={exportLanguages.map((each) => ({ value: each, label: t(`languages.${each}`) }))}
            />
          </div>
          <div className={classes.folder}>
            <TextInput
              label={t("form.folder")}
              placeholder={t("form.noFolder")}
              readOnly
              value={folder?.path ?? ""}
            />
            <Button variant="default" leftSection={<IconFolder size={14} />} onClick={() => void choose()}>
              {t("form.choose")}
            </Button>
          </div>
          <Button
            type="submit"
            leftSection={<IconFileExport size={14} />}
            disabled={running !== null || formats.length === 0}
          >
            {t("form.export", { count: formats.length })}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
};

/** What the last export did, or does. */
const Outcome = () => {
  const { t } = useTranslation("exports");
  const clients = useClients();
  const { running, progress, cancel, failed, written } = useExport();
  const exists = failed?.fault.type === "FilesExist" ? failed : null;
  if (running)
    return (
      <Panel title={t("running")}>
        <ProgressBar
          label={progress?.file ?? t("preparing")}
          share={progress && progress.total > 0 ? progress.done / progress.total : null}
          onCancel={cancel}
        />
      </Panel>
    );
  if (exists)
    return (
      <Dialog title={t("overwrite.title")} width={440} onClose={forgetFailure}>
        <Stack gap="lg">
          <span>{t("overwrite.hint")}</span>
          <ul className={classes.names}>
            {("names" in exists.fault && Array.isArray(exists.fault.names) ? exists.fault.names : []).map(
              (name: string) => (
                <li key={name}>{name}</li>
              ),
            )}
          </ul>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={forgetFailure}>
              {t("overwrite.keep")}
            </Button>
            <Button
              onClick={() => void startExport(clients, { ...exists.order, overwrite: true }, t("running"))}
            >
              {t("overwrite.replace")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );
  if (failed)
    return (
      <ErrorState
        fault={failed.fault}
        namespace="exports"
        onRetry={() => void startExport(clients, failed.order, t("running"))}
      />
    );
  if (written) return <WrittenFiles folder={written.order.folder} files={written.files} />;
  return (
    <EmptyState icon={<IconFolder size={32} />} title={t("outcome.title")}>
      {t("outcome.hint")}
    </EmptyState>
  );
};
