/** Concept tests: films that are not made yet, side by side, with what may come of each. */
import { Button } from "@mantine/core";
import { IconBulb, IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { type KeptConcept, mostConcepts } from "../../../shared/contract/concepts.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { useEditUndo } from "../../client/edits.ts";
import { LongReadState } from "../../client/long-read.tsx";
import { useStore } from "../../client/store.ts";
import { useFaultWords } from "../../ui/fault-words.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import { Audience } from "./audience.tsx";
import { ConceptForm } from "./concept-form.tsx";
import { Outcomes } from "./outcomes.tsx";
import classes from "./production.module.css";
import { learning, testedKey, useConceptEdits, useKeptConcepts, useTested } from "./use-concepts.ts";
import { ViewSwitch } from "./view-switch.tsx";

export const ProductionPage = () => {
  const { t } = useTranslation("production");
  const read = useKeptConcepts();
  const { add } = useConceptEdits();
  const [chosen, setChosen] = useState<string | null>(
    (useLocation().state as { concept?: string } | null)?.concept ?? null,
  );
  useEditUndo(useCallback(() => undefined, []));
  const addOne = async (): Promise<void> => setChosen(await add());
  const count = read.data?.concepts.length ?? 0;
  const addButton = (
    <Button
      leftSection={<IconPlus size={16} />}
      disabled={count >= mostConcepts}
      onClick={() => void addOne()}
    >
      {t("add")}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={
        <>
          <ViewSwitch view="concepts" />
          {count > 0 && addButton}
        </>
      }
    >
      <ReadState read={read}>
        {({ concepts }) =>
          concepts.length === 0 ? (
            <EmptyState icon={<IconBulb size={32} stroke={1.4} />} title={t("none.title")} action={addButton}>
              {t("none.hint")}
            </EmptyState>
          ) : (
            <Board concepts={concepts} chosen={chosen} onChoose={setChosen} />
          )
        }
      </ReadState>
    </Page>
  );
};

interface BoardProps {
  readonly concepts: readonly KeptConcept[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

const Board = ({ concepts, chosen, onChoose }: BoardProps) => {
  const { t } = useTranslation("production");
  const navigate = useNavigate();
  const { save, remove } = useConceptEdits();
  const facts = concepts.map(({ concept }) => concept);
  const tested = useTested(facts);
  const { share, secondsLeft } = useStore(learning);
  const wordsOf = useFaultWords("production");
  const fault = tested.error ? faultOf(tested.error) : null;
  const tooFew = fault?.type === "TooFewOutcomes" ? wordsOf(fault) : null;
  const current = concepts.find(({ id }) => id === chosen) ?? concepts[0];
  if (!current) return null;
  const nameOf = ({ id, concept }: KeptConcept): string =>
    concept.title || t("unnamed", { n: concepts.findIndex((each) => each.id === id) + 1 });
  return (
    <div className={classes.board}>
      <ConceptForm
        key={current.id}
        name={nameOf(current)}
        concept={current.concept}
        onSave={(concept) => void save({ id: current.id, concept })}
        onRemove={() => void remove(current.id)}
      />
      <div className={classes.results}>
        {concepts.length > 1 && (
          <div className={classes.choose} role="group" aria-label={t("choose")}>
            {concepts.map((each) => (
              <Button
                key={each.id}
                size="compact-sm"
                variant={each.id === current.id ? "filled" : "default"}
                aria-pressed={each.id === current.id}
                onClick={() => onChoose(each.id)}
              >
                {nameOf(each)}
              </Button>
            ))}
          </div>
        )}
        {tooFew ? (
          <>
            <EmptyState
              icon={<IconBulb size={32} stroke={1.4} />}
              title={tooFew.what}
              action={<Button onClick={() => void navigate("/import")}>{t("tooFew.import")}</Button>}
            >
              {tooFew.why} {tooFew.remedy}
            </EmptyState>
            <Audience name={nameOf(current)} concept={current.concept} />
          </>
        ) : (
          <LongReadState
            read={tested}
            queryKey={testedKey(facts)}
            namespace="production"
            label={t("learning")}
            share={share}
            secondsLeft={secondsLeft}
          >
            {(answer) => (
              <Outcomes
                concepts={concepts.map((kept) => ({
                  id: kept.id,
                  name: nameOf(kept),
                  concept: kept.concept,
                }))}
                answer={answer}
                chosen={current.id}
                onFilm={(film) => void navigate(`/library/film/${film}`)}
              />
            )}
          </LongReadState>
        )}
      </div>
    </div>
  );
};
