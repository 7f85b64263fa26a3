/** Texts whose film, series, studio or house is in doubt, one at a time: the text, whom it may speak of and why, answered by a key. Each answer is stored at once and can be taken back. */
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ShownText } from "../../../shared/contract/said.ts";
import type { DoubtfulLink, LinkTarget } from "../../../shared/contract/text-links.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { inertText } from "../../../shared/domain/inert-text.ts";
import { useClients } from "../../client/context.tsx";
import { FilmPicker } from "../../client/film-picker.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { LongReadState } from "../../client/long-read.tsx";
import { unwrap, useRead } from "../../client/read.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { Kbd } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import classes from "./reputation.module.css";

const together = 500;
const longest = 1500;
const key = ["link-queue"];
const finding = makeStore<{ readonly share: number; readonly secondsLeft: number | null }>({
  share: 0,
  secondsLeft: null,
});

interface Doubt extends DoubtfulLink {
  readonly shown: ShownText;
}

export const LinksPage = () => {
  const { t } = useTranslation("reputation");
  const navigate = useNavigate();
  const { data, training } = useClients();
  const queries = useQueryClient();
  const { share, secondsLeft } = useStore(finding);
  const read = useRead(key, async (signal) => {
    finding.set({ share: 0, secondsLeft: null });
    const worker = await training();
    const found = await worker.doubtfulLinks(
      { limit: together },
      { signal, onProgress: (progress) => finding.set(progress) },
    );
    if (!found.ok) return found;
    const { links, total } = found.value;
    const texts = await data.shownTexts({ ids: links.map(({ text }) => text) }, { signal });
    if (!texts.ok) return texts;
    const byId = new Map(texts.value.texts.map((text) => [text.id, text]));
    const doubts = links.flatMap((link): Doubt[] => {
      const shown = byId.get(link.text);
      return shown ? [{ ...link, shown }] : [];
    });
    return { ok: true as const, value: { doubts, total, keptBack: links.length - doubts.length } };
  });
  // What was decided moves levels; a queue read before would offer it again.
  useEffect(
    () => () => {
      queries.removeQueries({ queryKey: key });
      void refreshLibrary(queries);
    },
    [queries],
  );
  return (
    <Page
      title={t("links.title")}
      subtitle={t("links.subtitle")}
      actions={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={14} />}
          onClick={() => void navigate("/reputation")}
        >
          {t("links.back")}
        </Button>
      }
    >
      <LongReadState
        read={read}
        queryKey={key}
        namespace="reputation"
        label={t("links.finding")}
        share={share}
        secondsLeft={secondsLeft}
      >
        {({ doubts, total, keptBack }) => (
          <Queue
            key={read.dataUpdatedAt}
            doubts={doubts}
            total={total - keptBack}
            keptBack={keptBack}
            onAgain={() => void read.refetch()}
          />
        )}
      </LongReadState>
    </Page>
  );
};

interface QueueProps {
  readonly doubts: readonly Doubt[];
  readonly total: number;
  readonly keptBack: number;
  readonly onAgain: () => void;
}

/** Null = left for later. */
type Answer = { readonly changeSet: Promise<number | null> } | null;

const Queue = ({ doubts, total, keptBack, onAgain }: QueueProps) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const localName = useLocalName();
  const { data } = useClients();
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [picking, setPicking] = useState(false);
  const picker = useRef<HTMLDivElement>(null);
  const shown = doubts[answers.length];

  const failed = useCallback((error: unknown): void => setFault(faultOf(error)), []);
  const answer = useCallback(
    (to: LinkTarget | null | "later"): void => {
      const doubt = doubts[answers.length];
      if (!doubt) return;
      setPicking(false);
      if (to === "later") {
        setAnswers([...answers, null]);
        return;
      }
      const changeSet = unwrap(data.decideLink({ text: doubt.text, to })).then((made) => made.changeSet);
      changeSet.catch(failed);
      setAnswers([...answers, { changeSet }]);
    },
    [doubts, answers, data, failed],
  );
  const undo = useCallback((): void => {
    const last = answers.at(-1);
    if (last === undefined) return;
    setAnswers(answers.slice(0, -1));
    void last?.changeSet
      .then((id) => (id === null ? undefined : unwrap(data.undoChangeSet({ id }))))
      .catch(failed);
  }, [answers, data, failed]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement) return;
      const candidate = shown?.candidates[Number(event.key) - 1];
      if (candidate) answer({ kind: candidate.kind, key: candidate.key });
      else if (event.key === "0") answer(null);
      else if (event.key === "o") setPicking(true);
      else if (event.key === "l") answer("later");
      else if (event.key === "Backspace") undo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [shown, answer, undo]);
  useEffect(() => {
    if (picking) picker.current?.querySelector("input")?.focus();
  }, [picking]);

  const undoButton = (
    <Button
      variant="subtle"
      rightSection={<Kbd keys="Backspace" />}
      disabled={answers.length === 0}
      onClick={undo}
    >
      {t("links.undo")}
    </Button>
  );
  const kept = keptBack > 0 && (
    <p className={classes.note}>{t("links.keptBack", { count: keptBack, n: format.number(keptBack) })}</p>
  );
  if (!shown)
    return (
      <>
        {fault && <ErrorState fault={fault} />}
        {answers.length === 0 ? (
          <EmptyState title={t("links.none")}>{t("links.noneHint")}</EmptyState>
        ) : (
          <EmptyState title={t("links.done")} action={<Button onClick={onAgain}>{t("links.again")}</Button>}>
            {undoButton}
          </EmptyState>
        )}
        {kept}
      </>
    );
  return (
    <div className={classes.labelling}>
      {fault && <ErrorState fault={fault} />}
      <blockquote dir="auto" data-selectable aria-live="polite">
        {inertText(shown.shown.text, longest)}
      </blockquote>
      <p className={classes.note}>
        {format.date(shown.shown.at)} · {t(`channel.${shown.shown.channel}`)}
      </p>
      <h2 className={classes.ask}>{t("links.ask")}</h2>
      <ul className={classes.candidates}>
        {shown.candidates.map(({ kind, key: of, name, nameZh, why }, n) => (
          <li key={`${kind} ${of}`} className={classes.candidate}>
            <Button
              variant="default"
              size="md"
              rightSection={<Kbd keys={String(n + 1)} />}
              onClick={() => answer({ kind, key: of })}
            >
              {localName(name, nameZh)}
            </Button>
            <span className={classes.source}>
              {t(`links.kind.${kind}`)} · {t(`links.why.${why}`)}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.labels}>
        <Button variant="default" rightSection={<Kbd keys="0" />} onClick={() => answer(null)}>
          {t("links.nothing")}
        </Button>
        {picking ? (
          <div ref={picker}>
            <FilmPicker
              label={t("links.other")}
              film={0}
              onPick={(film) => film > 0 && answer({ kind: "film", key: String(film) })}
            />
          </div>
        ) : (
          <Button variant="default" rightSection={<Kbd keys="o" />} onClick={() => setPicking(true)}>
            {t("links.other")}
          </Button>
        )}
      </div>
      <div className={classes.labels}>
        <Button variant="subtle" rightSection={<Kbd keys="l" />} onClick={() => answer("later")}>
          {t("links.skip")}
        </Button>
        {undoButton}
        <span className={classes.count} role="status">
          {t("links.left", { count: total - answers.length, n: format.number(total - answers.length) })}
        </span>
      </div>
      {kept}
    </div>
  );
};
