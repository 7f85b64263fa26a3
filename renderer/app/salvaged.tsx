/** What a salvage brought over, and what it could not. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SalvageReport } from "../../shared/contract/safety.ts";
import { useFormat } from "../ui/format.ts";
import { Page, Panel } from "../ui/page.tsx";
import classes from "./not-opened.module.css";

export const Salvaged = ({
  report,
  onOpen,
}: {
  readonly report: SalvageReport;
  readonly onOpen: () => void;
}) => {
  const { t } = useTranslation("safety");
  const format = useFormat();
  return (
    <Page
      title={t("salvaged.title")}
      subtitle={report.out}
      actions={<Button onClick={onOpen}>{t("salvaged.open")}</Button>}
    >
      <div className={classes.column}>
        <p>{t(report.complete ? "salvaged.complete" : "salvaged.incomplete")}</p>
        {report.forgotten > 0 && <p>{t("salvaged.forgotten", { count: report.forgotten })}</p>}
        <Panel title={t("salvaged.tables")} flush>
          <table className={classes.tableNumbers}>
            <thead>
              <tr>
                <th scope="col">{t("salvaged.table")}</th>
                <th scope="col">{t("salvaged.read")}</th>
                <th scope="col">{t("salvaged.refused")}</th>
                <th scope="col">{t("salvaged.gaps")}</th>
              </tr>
            </thead>
            <tbody>
              {report.tables.map(({ table, read, refused, gaps }) => (
                <tr key={table}>
                  <td>{table}</td>
                  <td>{format.number(read)}</td>
                  <td>{format.number(refused)}</td>
                  <td>{format.number(gaps)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      </div>
    </Page>
  );
};
