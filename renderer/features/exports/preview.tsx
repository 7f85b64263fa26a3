/** What an export would write, before it is written. */
import { useTranslation } from "react-i18next";
import type { ExportForm, ExportLanguage } from "../../../shared/contract/export.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ReadState } from "../../ui/states.tsx";
import classes from "./exports.module.css";
import { NameCompositions } from "./name-compositions.tsx";
import { previewKey } from "./preview-key.ts";

interface PreviewProps {
  readonly plan: string;
  readonly forms: readonly ExportForm[];
  readonly language: ExportLanguage;
}

export const Preview = ({ plan, forms, language }: PreviewProps) => {
  const { t } = useTranslation("exports");
  const format = useFormat();
  const { data } = useClients();
  const read = useRead(
    [previewKey, plan, forms.join(), language],
    (signal) => data.previewExport({ source: { plan }, forms: [...forms], language }, { signal }),
    { keepPrevious: true },
  );
  return (
    <Panel title={t("preview.title")}>
      <ReadState read={read} namespace="exports">
        {({ files, changes, compositions }) => (
          <div className={classes.preview}>
            <p>
              {changes.changed + changes.cancelled + changes.unchanged === 0
                ? t("preview.first")
                : t("preview.changes", {
                    added: format.number(changes.added),
                    changed: format.number(changes.changed),
                    cancelled: format.number(changes.cancelled),
                    unchanged: format.number(changes.unchanged),
                  })}
            </p>
            {forms.includes("kdm") && compositions.unknown > 0 && (
              <p>
                {t("preview.compositions", {
                  unknown: format.number(compositions.unknown),
                  all: format.number(compositions.all),
                })}{" "}
                <NameCompositions />
              </p>
            )}
            <ul>
              {files.map(({ name, lines }) => (
                <li key={name}>
                  <strong>{name}</strong>
                  <section aria-label={t("preview.contents", { name })} tabIndex={0} data-selectable>
                    {lines.join("\n")}
                  </section>
                </li>
              ))}
            </ul>
          </div>
        )}
      </ReadState>
    </Panel>
  );
};
