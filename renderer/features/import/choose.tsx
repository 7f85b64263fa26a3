/** Where an import starts: a file, a folder, or what was mapped before. */
import { ActionIcon, Button } from "@mantine/core";
import { IconFile, IconFileImport, IconFolder, IconServer, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Profile } from "../../../shared/contract/import-mapping.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Columns, Panel } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import classes from "./import.module.css";
import type { ImportState } from "./import-flow.ts";

const layouts = ["movielens", "netflix-prize", "letterboxd", "imdb", "tmdb-5000"] as const;
const forms = ["text", "json", "workbook", "parquet", "images"] as const;

interface ChooseProps {
  readonly state: Extract<ImportState, { step: "choose" }>;
  readonly onChoose: (purpose: "importFile" | "importFolder", profile?: Profile) => Promise<void>;
}

export const Choose = ({ state, onChoose }: ChooseProps) => {
  const { t } = useTranslation("import");
  const navigate = useNavigate();
  return (
    <>
      {state.fault && <ErrorState fault={state.fault} namespace="import" />}
      {state.cancelled && (
        <p className={classes.note} role="status">
          {t("cancelled")}
        </p>
      )}
      <div className={classes.choose}>
        <IconFileImport size={30} stroke={1.4} aria-hidden />
        <h2>{t("choose.title")}</h2>
        <p>{t("choose.words")}</p>
        <div className={classes.buttons}>
          <Button leftSection={<IconFile size={15} />} onClick={() => void onChoose("importFile")}>
            {t("choose.file")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFolder size={15} />}
            onClick={() => void onChoose("importFolder")}
          >
            {t("choose.folder")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconServer size={15} />}
            onClick={() => void navigate("/import/warehouse")}
          >
            {t("choose.warehouse")}
          </Button>
        </div>
      </div>
      <Profiles onChoose={onChoose} />
      <Columns min={380}>
        <Panel title={t("choose.forms")}>
          <dl className={classes.forms}>
            {forms.map((form) => (
              <div key={form}>
                <dt>{t(`choose.form.${form}.name`)}</dt>
                <dd>{t(`choose.form.${form}.words`)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel title={t("choose.layouts")}>
          <dl className={classes.forms}>
            {layouts.map((layout) => (
              <div key={layout}>
                <dt>{t(`choose.layout.${layout}.name`)}</dt>
                <dd>{t(`choose.layout.${layout}.files`)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </Columns>
    </>
  );
};

const Profiles = ({ onChoose }: Pick<ChooseProps, "onChoose">) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const format = useFormat();
  const profiles =
    useRead(["import", "profiles"], (signal) => data.listProfiles({}, { signal })).data?.profiles ?? [];
  if (profiles.length === 0) return null;
  const remove = async (name: string): Promise<void> => {
    await data.deleteProfile({ name });
    await queries.invalidateQueries({ queryKey: ["import", "profiles"] });
  };
  return (
    <Panel title={t("profiles.title")} flush>
      <ul className={classes.profiles}>
        {profiles.map(({ profile, savedAt }) => (
          <li key={profile.name}>
            <div className={classes.grow}>
              <strong>{profile.name}</strong>
              <div className={classes.dim}>
                {t("profiles.words", {
                  system: profile.system,
                  count: profile.tables.length,
                  date: format.dateTime(savedAt),
                })}
              </div>
            </div>
            <Button variant="default" onClick={() => void onChoose("importFile", profile)}>
              {t("profiles.file")}
            </Button>
            <Button variant="default" onClick={() => void onChoose("importFolder", profile)}>
              {t("profiles.folder")}
            </Button>
            <ActionIcon
              aria-label={t("profiles.delete", { name: profile.name })}
              title={t("profiles.delete", { name: profile.name })}
              onClick={() => void remove(profile.name)}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
