/** A stored plan as the files the trade uses: choose what, how and where; see what was written. */
import { Button, Checkbox, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { IconCalendarWeek, IconFileExport, IconFolder } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import {
  type ExportForm,
  type ExportLanguage,
  exportForms,
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
import { Preview } from "./preview.tsx";
import { previewKey } from "./preview-key.ts";
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
            <ExportDesk plans={plans} />
          )
        }
      </ReadState>
    </Page>
  );
};

const useStartExport = (): ((order: ExportOrder, label: string) => Promise<void>) => {
  const clients = useClients();
  const queries = useQueryClient();
  return async (order, label) => {
    await startExport(clients, order, label);
    await queries.invalidateQueries({ queryKey: [previewKey] });
  };
};

const ExportDesk = ({ plans }: { readonly plans: readonly PlanRow[] }) => {
  const { t, i18n } = useTranslation("exports");
  const format = useFormat();
  const clients = useClients();
  const [params, setParams] = useSearchParams();
  const { running } = useExport();
  const startIt = useStartExport();
  const [forms, setForms] = useStoredState<readonly ExportForm[]>("exports.forms", exportForms);
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
    const order = { plan: plan.id, folder: place, forms, language, overwrite: false };
    await startIt(order, t("work", { week: format.day(plan.week) }));
  };

  return (
    <Columns min={360}>
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
              label={t("form.forms")}
              value={[...forms]}
              onChange={(values) => setForms(exportForms.filter((each) => values.includes(each)))}
            >
              <Stack gap="sm" mt={6}>
                {exportForms.map((each) => (
                  <Checkbox
                    key={each}
                    size="xs"
                    value={each}
                    label={t(`forms.${each}.name`)}
                    description={t(`forms.${each}.words`)}
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
              disabled={running !== null || forms.length === 0}
            >
              {t("form.export", { count: forms.length })}
            </Button>
          </Stack>
        </form>
      </Panel>
      <Stack gap="lg">
        <Outcome />
        {plan && forms.length > 0 && <Preview plan={plan.id} forms={forms} language={language} />}
      </Stack>
    </Columns>
  );
};

/** What the last export did, or does. */
const Outcome = () => {
  const { t } = useTranslation("exports");
  const startIt = useStartExport();
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
            <Button onClick={() => void startIt({ ...exists.order, overwrite: true }, t("running"))}>
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
        onRetry={() => void startIt(failed.order, t("running"))}
      />
    );
  return written && <WrittenFiles folder={written.order.folder} files={written.files} />;
};
