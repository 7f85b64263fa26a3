/** Labelling by keyboard: one text at a time, the one that the reader is least sure of first. Each answer is stored at once and can be taken back. */
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type TextLabel, textLabels, type Unlabelled } from "../../../shared/contract/voices-labels.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { inertText } from "../../../shared/domain/inert-text.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap, useRead } from "../../client/read.ts";
import { Kbd } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import classes from "./reputation.module.css";

const together = 100;
/** Texts left when more are asked for: nobody waits for a queue. */
const ahead = 25;
const mostAsked = 1000;
const longest = 1500;
const keys: Readonly<Record<TextLabel, string>> = { negative: "1", mixed: "2", positive: "3" };

export const LabelPage = () => {
  const { t } = useTranslation("reputation");
  const navigate = useNavigate();
  const { data } = useClients();
  const queries = useQueryClient();
  const read = useRead(["label-queue"], (signal) => data.textsToLabel({ limit: together }, { signal }));
  // What was labelled moves levels; a queue read before would offer it again.
  useEffect(
    () => () => {
      queries.removeQueries({ queryKey: ["label-queue"] });
      void queries.invalidateQueries({ queryKey: ["voices"] });
    },
    [queries],
  );
  return (
    <Page
      title={t("label.title")}
      subtitle={t("label.hint")}
      actions={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={14} />}
          onClick={() => void navigate("/reputation")}
        >
          {t("label.back")}
        </Button>
      }
    >
      <ReadState read={read}>
        {({ texts, labelled }) =>
          texts.length === 0 ? (
            <EmptyState title={t("label.done")}>{t("label.doneHint")}</EmptyState>
          ) : (
            <Queue first={texts} before={labelled} />
          )
        }
      </ReadState>
    </Page>
  );
};

interface QueueProps {
  readonly first: readonly Unlabelled[];
  /** Labels that there were when the queue was read. */
  readonly before: number;
}

/** The texts at hand; more come before they end, without those that were skipped. */
const useQueue = (first: readonly Unlabelled[], answered: number, skipped: number) => {
  const { data } = useClients();
  const [texts, setTexts] = useState(first);
  const [isWhole, setWhole] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const wantsMore = !isWhole && texts.length - answered <= ahead;
  useEffect(() => {
    if (!wantsMore) return;
    const controller = new AbortController();
    const known = new Set(texts.map(({ id }) => id));
    // Those that were skipped, or have no answer yet, come again.
    const limit = Math.min(mostAsked, together + ahead + skipped);
    unwrap(data.textsToLabel({ limit }, { signal: controller.signal }))
      .then(({ texts: found }) => {
        const fresh = found.filter(({ id }) => !known.has(id));
        setTexts([...texts, ...fresh]);
        setWhole(fresh.length === 0);
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setFault(faultOf(error));
      });
    return () => controller.abort();
  }, [data, texts, wantsMore, skipped]);
  return { texts, isWhole, fault };
};

const Queue = ({ first, before }: QueueProps) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const { data } = useClients();
  const [answers, setAnswers] = useState<readonly (TextLabel | null)[]>([]); // null = skipped
  const [unstored, setFault] = useState<AnyFault | null>(null);
  const given = answers.filter((answer) => answer !== null).length;
  const { texts, isWhole, fault: unread } = useQueue(first, answers.length, answers.length - given);
  const fault = unstored ?? unread;
  const shown = texts[answers.length];

  const store = useCallback(
    (text: Unlabelled, label: TextLabel | null) =>
      void unwrap(data.labelText({ id: text.id, label })).catch((error: unknown) => setFault(faultOf(error))),
    [data],
  );
  const answer = useCallback(
    (label: TextLabel | null): void => {
      const text = texts[answers.length];
      if (!text) return;
      if (label) store(text, label);
      setAnswers([...answers, label]);
    },
    [texts, answers, store],
  );
  const undo = useCallback((): void => {
    const text = texts[answers.length - 1];
    if (!text) return;
    if (answers.at(-1)) store(text, null);
    setAnswers(answers.slice(0, -1));
  }, [texts, answers, store]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const label = textLabels.find((each) => keys[each] === event.key);
      if (label) answer(label);
      else if (event.key === "0") answer(null);
      else if (event.key === "Backspace") undo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [answer, undo]);

  if (!shown)
    return fault ? (
      <ErrorState fault={fault} />
    ) : isWhole ? (
      <EmptyState title={t("label.done")}>{t("label.doneHint")}</EmptyState>
    ) : null;
  return (
    <div className={classes.labelling}>
      {fault && <ErrorState fault={fault} />}
      <blockquote dir="auto" data-selectable aria-live="polite">
        {inertText(shown.text, longest)}
      </blockquote>
      <p className={classes.note}>
        {t("label.reader", { date: format.date(shown.at), praise: format.percent(shown.positive) })}
      </p>
      <div className={classes.labels}>
        {textLabels.map((label) => (
          <Button
            key={label}
            variant="default"
            size="md"
            rightSection={<Kbd keys={keys[label]} />}
            onClick={() => answer(label)}
          >
            {t(`label.${label}`)}
          </Button>
        ))}
      </div>
      <div className={classes.labels}>
        <Button variant="subtle" rightSection={<Kbd keys="0" />} onClick={() => answer(null)}>
          {t("label.skip")}
        </Button>
        <Button
          variant="subtle"
          rightSection={<Kbd keys="Backspace" />}
          disabled={answers.length === 0}
          onClick={undo}
        >
          {t("label.undo")}
        </Button>
        <span className={classes.count} role="status">
          {t("label.given", { count: before + given, n: format.number(before + given) })}
        </span>
      </div>
    </div>
  );
};
