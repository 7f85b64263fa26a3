/** Each concept in the picked plan or out of it: its cost, what it may bring, why, and what is decided beforehand. */
import { Select, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { KeptConcept } from "../../../shared/contract/concepts.ts";
import { type PortfolioWish, type Stand, stands } from "../../../shared/domain/portfolio.ts";
import type { PortfolioAnswer } from "../../client/portfolio.ts";
import { ConfidenceBar, Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { FigureInput } from "./figure-input.tsx";
import classes from "./portfolio.module.css";
import { portfolioWords } from "./portfolio-words.ts";

interface DecisionsProps {
  readonly concepts: readonly KeptConcept[];
  readonly wish: PortfolioWish;
  readonly nameOf: (id: string) => string;
  /** Null where there is no plan: costs and decisions can still be changed. */
  readonly answer: PortfolioAnswer | null;
  readonly onEdit: (facts: Partial<PortfolioWish>) => void;
}

const free = "free";

export const Decisions = ({ concepts, wish, nameOf, answer, onEdit }: DecisionsProps) => {
  const { t } = useTranslation("portfolio");
  const format = useFormat();
  const words = answer && portfolioWords(t, format, answer.worth, nameOf, answer.plans);
  const decisions = answer?.decisions ?? [];
  const ends = decisions.flatMap(({ low, high }) => [low, high]);
  const [min, max] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const decisionOf = (id: string) => decisions.find((each) => each.id === id);
  const rank = (id: string): number => {
    const decision = decisionOf(id);
    return decision ? (decision.chosen ? 1e15 : 0) + (decision.worth ?? 0) : 0;
  };
  const sorted = [...concepts].sort((a, b) => rank(b.id) - rank(a.id));
  const setStand = (id: string, stand: string | null): void => {
    const { [id]: _, ...others } = wish.stands;
    onEdit({ stands: stand === free || stand === null ? others : { ...others, [id]: stand as Stand } });
  };
  const setCost = (id: string, budget: number | null, cost: number | null): void => {
    const { [id]: _, ...others } = wish.costs;
    onEdit({ costs: cost === null || cost === budget ? others : { ...others, [id]: cost } });
  };
  return (
    <Panel title={t("decisions.title")} flush>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("decisions.concept")}</Table.Th>
            <Table.Th scope="col">{t(`decisions.cost.${wish.memo}`)}</Table.Th>
            {answer && (
              <Table.Th scope="col" colSpan={2}>
                {t(`decisions.gain.${answer.worth}`)}
              </Table.Th>
            )}
            {answer && <Table.Th scope="col">{t("decisions.why")}</Table.Th>}
            <Table.Th scope="col">{t("decisions.stand")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map(({ id, concept }) => {
            const decision = decisionOf(id);
            const cost = wish.costs[id] ?? concept.budget;
            return (
              <Table.Tr key={id}>
                <Table.Th scope="row">
                  <span className={classes.concept}>
                    {nameOf(id)}
                    {decision && (
                      <Tag tone={decision.chosen ? "good" : "neutral"}>
                        {t(decision.chosen ? "decisions.in" : "decisions.out")}
                      </Tag>
                    )}
                  </span>
                </Table.Th>
                <Table.Td className={classes.cost}>
                  <FigureInput
                    key={cost}
                    hidden
                    label={t("decisions.costOf", { name: nameOf(id) })}
                    placeholder={t("decisions.costUnknown")}
                    max={1e13}
                    money
                    value={cost}
                    onKeep={(value) => setCost(id, concept.budget, value)}
                  />
                </Table.Td>
                {answer && words && (
                  <>
                    <Table.Td className={classes.gainBar}>
                      {decision && decision.cost !== null && (
                        <ConfidenceBar
                          value={decision.mean}
                          low={decision.low}
                          high={decision.high}
                          min={min}
                          max={max}
                          label={`${words.amount(decision.mean)} (${words.range(decision)})`}
                        />
                      )}
                    </Table.Td>
                    <Table.Td className={classes.gain}>
                      {decision && decision.cost !== null && (
                        <>
                          {words.amount(decision.mean)}
                          {answer.worth === "revenue" && (
                            <span className={classes.loss}>
                              {t("decisions.loss", { share: format.percent(decision.loss) })}
                            </span>
                          )}
                          <small>{words.range(decision)}</small>
                        </>
                      )}
                    </Table.Td>
                    <Table.Td className={classes.why}>
                      {decision && (
                        <>
                          {words.reason(decision)} <small>{words.support(decision)}</small>
                        </>
                      )}
                    </Table.Td>
                  </>
                )}
                <Table.Td className={classes.stand}>
                  <Select
                    size="xs"
                    aria-label={t("decisions.standOf", { name: nameOf(id) })}
                    allowDeselect={false}
                    value={wish.stands[id] ?? free}
                    data={[free, ...stands].map((value) => ({
                      value,
                      label: t(`decisions.stands.${value as Stand}`),
                    }))}
                    onChange={(value) => setStand(id, value)}
                  />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Panel>
  );
};
