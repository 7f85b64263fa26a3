/** Why members stop, as far as visits tell. */
import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RetentionReport } from "../../../shared/domain/retention.ts";
import { ConfidenceBar, Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { useLapseWords } from "../../ui/lapse-words.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./retention.module.css";
import { useEstimateWords } from "./words.ts";

export const Reasons = ({ report }: { readonly report: RetentionReport }) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const wordsOf = useLapseWords();
  const estimate = useEstimateWords();
  const reach = Math.max(...report.reasons.map(({ lapsed }) => lapsed.high), 1);
  return (
    <Panel title={t("reasons.title")} actions={<Tag tone="accent">{t("reasons.associated")}</Tag>} flush>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("reasons.reason")}</Table.Th>
            <Table.Th scope="col" colSpan={2}>
              {t("reasons.lapsed")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("reasons.hazard")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("reasons.members")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("reasons.visitsLost", { weeks: report.ahead })}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("reasons.ahead", { weeks: report.ahead })}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...report.reasons]
            .sort((a, b) => b.lapsed.value - a.lapsed.value)
            .map(({ reason, hazard, lapsed, members, visitsLost, ahead }) => (
              <Table.Tr key={JSON.stringify(reason)}>
                <Table.Th scope="row">{wordsOf(reason)}</Table.Th>
                <Table.Td className={classes.bar}>
                  <ConfidenceBar
                    value={lapsed.value}
                    low={lapsed.low}
                    high={lapsed.high}
                    min={0}
                    max={reach}
                    label={estimate(lapsed)}
                  />
                </Table.Td>
                <Table.Td className={classes.figure}>{estimate(lapsed)}</Table.Td>
                <Table.Td className={classes.count}>{format.percent(hazard.value, 2)}</Table.Td>
                <Table.Td className={classes.count}>
                  {members === null ? t("reasons.few") : format.number(members)}
                </Table.Td>
                <Table.Td className={classes.count}>{format.number(visitsLost)}</Table.Td>
                <Table.Td className={classes.count}>{format.number(ahead)}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      <p className={classes.note}>{t("reasons.how")}</p>
    </Panel>
  );
};
