/** Which concepts to make or to acquire: wishes, the plans between most return and least downside, and why each concept is in or out. */
import { Button } from "@mantine/core";
import { IconBriefcase } from "@tabler/icons-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { KeptConcept } from "../../../shared/contract/concepts.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import type { PortfolioWish } from "../../../shared/domain/portfolio.ts";
import { useEditUndo } from "../../client/edits.ts";
import { LongReadState } from "../../client/long-read.tsx";
import { useStore } from "../../client/store.ts";
import { useFaultWords } from "../../ui/fault-words.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import { Decisions } from "./decisions.tsx";
import { Memo } from "./memo-button.tsx";
import { Plans } from "./plans.tsx";
import classes from "./portfolio.module.css";
import { useKeptConcepts } from "./use-concepts.ts";
import { choosing, portfolioKey, usePortfolio, useWish, useWishEdits } from "./use-portfolio.ts";
import { ViewSwitch } from "./view-switch.tsx";
import { Wishes } from "./wishes.tsx";

export const PortfolioPage = () => {
  const { t } = useTranslation(["production", "portfolio"]);
  const navigate = useNavigate();
  const concepts = useKeptConcepts();
  const wish = useWish();
  useEditUndo(useCallback(() => undefined, []));
  return (
    <Page title={t("title")} subtitle={t("portfolio:subtitle")} actions={<ViewSwitch view="portfolio" />}>
      <ReadState read={concepts}>
        {({ concepts: kept }) =>
          kept.length === 0 ? (
            <EmptyState
              icon={<IconBriefcase size={32} stroke={1.4} />}
              title={t("portfolio:none.title")}
              action={
                <Button onClick={() => void navigate("/production")}>{t("portfolio:none.action")}</Button>
              }
            >
              {t("portfolio:none.hint")}
            </EmptyState>
          ) : (
            <ReadState read={wish}>{({ wish: wished }) => <Board concepts={kept} wish={wished} />}</ReadState>
          )
        }
      </ReadState>
    </Page>
  );
};

interface BoardProps {
  readonly concepts: readonly KeptConcept[];
  readonly wish: PortfolioWish;
}

/** What has no plan, and what ends it. */
const explained: ReadonlySet<string> = new Set(["TooFewOutcomes", "NoPortfolio"]);

const Board = ({ concepts, wish }: BoardProps) => {
  const { t } = useTranslation(["portfolio", "production"]);
  const navigate = useNavigate();
  const save = useWishEdits();
  const read = usePortfolio(concepts, wish);
  const share = useStore(choosing);
  const wordsOf = useFaultWords("portfolio");
  const fault = read.error ? faultOf(read.error) : null;
  const words = fault && explained.has(fault.type) ? wordsOf(fault) : null;
  const nameOf = (id: string): string => {
    const at = concepts.findIndex((each) => each.id === id);
    return concepts[at]?.concept.title || t("production:unnamed", { n: at + 1 });
  };
  const edit = (facts: Partial<PortfolioWish>): void => void save({ ...wish, ...facts });
  return (
    <div className={classes.board}>
      <Wishes concepts={concepts} wish={wish} onEdit={edit} />
      <div className={classes.results}>
        {words ? (
          <>
            <EmptyState
              icon={<IconBriefcase size={32} stroke={1.4} />}
              title={words.what}
              action={
                fault?.type === "TooFewOutcomes" && (
                  <Button onClick={() => void navigate("/import")}>{t("production:tooFew.import")}</Button>
                )
              }
            >
              {words.why} {words.remedy}
            </EmptyState>
            {fault?.type === "NoPortfolio" && (
              <Decisions {...{ concepts, wish, nameOf, answer: null, onEdit: edit }} />
            )}
          </>
        ) : (
          <LongReadState
            read={read}
            queryKey={portfolioKey(concepts, wish)}
            namespace="portfolio"
            label={t("portfolio:choosing")}
            share={share}
          >
            {(answer) => (
              <>
                <Plans
                  answer={answer}
                  nameOf={nameOf}
                  onPick={(caution) => edit({ caution })}
                  actions={<Memo {...{ concepts, wish, answer }} />}
                />
                <Decisions {...{ concepts, wish, nameOf, answer, onEdit: edit }} />
              </>
            )}
          </LongReadState>
        )}
      </div>
    </div>
  );
};
