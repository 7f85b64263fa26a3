/** The plans between most return and least downside: one is picked in the picture or in the table. */
import { Radio, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PortfolioAnswer } from "../../client/portfolio.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { FrontierChart } from "./frontier-chart.tsx";
import classes from "./portfolio.module.css";
import { portfolioWords } from "./portfolio-words.ts";

interface PlansProps {
  readonly answer: PortfolioAnswer;
  readonly nameOf: (id: string) => string;
  readonly onPick: (caution: number) => void;
  readonly actions: ReactNode;
}

export const Plans = ({ answer, nameOf, onPick, actions }: PlansProps) => {
  const { t } = useTranslation("portfolio");
  const format = useFormat();
  const { plans, picked, worth, shared, draws } = answer;
  const words = portfolioWords(t, format, worth, nameOf, plans);
  const plan = plans[picked] as (typeof plans)[number];
  return (
    <Panel title={t("plans.title", { count: plans.length })} actions={actions} flush>
      <FrontierChart
        plans={plans}
        picked={picked}
        amount={words.amount}
        labels={{ mean: t(`plans.mean.${worth}`), worst: t("plans.worst") }}
        onPick={onPick}
      />
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("plans.plan")}</Table.Th>
            <Table.Th scope="col">{t(`plans.mean.${worth}`)}</Table.Th>
            <Table.Th scope="col">{t("plans.range")}</Table.Th>
            <Table.Th scope="col">{t("plans.worst")}</Table.Th>
            {worth === "revenue" && <Table.Th scope="col">{t("plans.loss")}</Table.Th>}
            <Table.Th scope="col">{t("plans.cost")}</Table.Th>
            <Table.Th scope="col">{t("plans.films")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plans.map((each, at) => (
            <Table.Tr key={each.caution} data-chosen={at === picked || undefined}>
              <Table.Th scope="row">
                <Radio
                  size="xs"
                  name="plan"
                  label={t(at === 0 ? "plans.most" : at === plans.length - 1 ? "plans.safest" : "plans.nth", {
                    n: at + 1,
                  })}
                  checked={at === picked}
                  onChange={() => onPick(each.caution)}
                />
              </Table.Th>
              <Table.Td>{words.amount(each.mean)}</Table.Td>
              <Table.Td>{words.range(each)}</Table.Td>
              <Table.Td>{words.amount(each.worst)}</Table.Td>
              {worth === "revenue" && <Table.Td>{format.percent(each.loss)}</Table.Td>}
              <Table.Td>{format.compact(each.cost)}</Table.Td>
              <Table.Td>{format.number(each.films.length)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div className={classes.notes}>
        <p>{t("plans.how", { draws: format.number(draws) })}</p>
        <p>
          {t("plans.spared", { worst: words.amount(plan.worst), apart: words.amount(plan.worstApart) })}{" "}
          {shared
            ? t("plans.shared", {
                films: format.number(shared.films),
                genre: format.percent(shared.genre.value, 1),
                low: format.percent(shared.genre.low, 1),
                high: format.percent(shared.genre.high, 1),
                all: format.percent(shared.all.value, 1),
              })
            : t("plans.apart")}
        </p>
      </div>
    </Panel>
  );
};
