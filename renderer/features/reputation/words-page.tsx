/** The words by which aspects are read: seen, weighed, added and taken out, beside what the library's own texts say of them. */
import { Button, NavLink, SegmentedControl, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowLeft } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import included from "../../../assets/lexicons/aspects.json" with { type: "json" };
import {
  type AspectWord,
  type UsedWord,
  type WordLanguage,
  wordKey,
  wordLanguages,
  wordsWith,
} from "../../../shared/domain/aspect-words.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { type Aspect, aspects } from "../../../shared/domain/voices.ts";
import { useClients } from "../../client/context.tsx";
import { type Turned, useEditUndo } from "../../client/edits.ts";
import { unwrap } from "../../client/read.ts";
import { TableExport } from "../../client/table-export.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState, ReadState } from "../../ui/states.tsx";
import classes from "./reputation.module.css";
import { learnWords, useLearnedWords, useWordEdits, useWords, type WordEdit } from "./use-words.ts";
import { NewWord, WordTable } from "./word-table.tsx";

export const WordsPage = () => {
  const { t, i18n } = useTranslation("reputation");
  const navigate = useNavigate();
  const clients = useClients();
  const read = useWords();
  const { edit, reset } = useWordEdits();
  const { running, progress, cancel, failure } = useLearnedWords();
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [asking, setAsking] = useState(false);
  useEditUndo(
    useCallback<Turned>(
      (what, result) => {
        if (result.ok) notifications.show({ message: t(`words.${what}`), autoClose: 2500 });
      },
      [t],
    ),
  );
  const tried = async (work: () => Promise<void>): Promise<void> => {
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  const take = (): Promise<void> =>
    tried(async () => {
      const chosen = await unwrap(clients.host.chooseFile({ purpose: "importFile", suggestedName: "" }));
      if (!chosen) return;
      const { words } = await unwrap(clients.data.readAspectWords({ file: chosen.file }));
      await edit(backToIncluded(words));
      notifications.show({ message: t("words.imported", { count: words.length, n: words.length }) });
    });
  const changed = read.data?.words ?? [];
  const language = i18n.language === "zh-CN" ? "zh-CN" : "en";
  return (
    <Page
      title={t("words.title")}
      subtitle={t("words.subtitle")}
      fill
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={14} />}
            onClick={() => void navigate("/reputation")}
          >
            {t("words.back")}
          </Button>
          <Button variant="default" onClick={() => void take()}>
            {t("words.import")}
          </Button>
          <TableExport
            document={
              read.data
                ? () => ({
                    title: t("words.title"),
                    language,
                    facts: [],
                    columns: [
                      { key: "aspect", header: t("words.aspects"), kind: "text", width: 14 },
                      { key: "language", header: t("words.language"), kind: "text", width: 10 },
                      { key: "phrase", header: t("words.word"), kind: "text", width: 30 },
                      { key: "weight", header: t("words.weight"), kind: "number", width: 10 },
                    ],
                    rows: wordsWith(included, changed).map(({ aspect, language: of, phrase, weight }) => [
                      aspect,
                      of,
                      phrase,
                      weight,
                    ]),
                  })
                : null
            }
          />
          <Button variant="default" disabled={changed.length === 0} onClick={() => setAsking(true)}>
            {t("words.reset")}
          </Button>
          {!running && (
            <Button onClick={() => void learnWords(clients, t("words.learning"))}>{t("words.learn")}</Button>
          )}
        </>
      }
    >
      {running && (
        <div className={classes.work}>
          <ProgressBar
            label={t("words.learning")}
            share={progress?.share ?? null}
            secondsLeft={progress?.secondsLeft ?? null}
            onCancel={cancel}
          />
        </div>
      )}
      {(fault ?? failure) && <ErrorState fault={(fault ?? failure) as AnyFault} namespace="reputation" />}
      <ReadState read={read}>
        {({ words }) => <Words changed={words} onEdit={(edits) => void tried(() => edit(edits))} />}
      </ReadState>
      {asking && (
        <Dialog title={t("words.resetTitle")} width={420} onClose={() => setAsking(false)}>
          <p>{t("words.resetHint", { count: changed.length, n: changed.length })}</p>
          <div className={classes.labels}>
            <Button
              data-autofocus
              onClick={() => {
                setAsking(false);
                void tried(reset);
              }}
            >
              {t("words.reset")}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t("words.cancel")}
            </Button>
          </div>
        </Dialog>
      )}
    </Page>
  );
};

const includedWeights = new Map(wordsWith(included, []).map((word) => [wordKey(word), word.weight]));
/** A word of the weight that it starts with is no change. */
const backToIncluded = (words: readonly AspectWord[]) =>
  words.map((word) =>
    includedWeights.get(wordKey(word)) === word.weight ? { ...word, weight: "included" as const } : word,
  );

interface WordsProps {
  readonly changed: readonly AspectWord[];
  readonly onEdit: (words: readonly WordEdit[]) => void;
}

const Words = ({ changed, onEdit }: WordsProps) => {
  const { t, i18n } = useTranslation("reputation");
  const format = useFormat();
  const [aspect, setAspect] = useState<Aspect>("story");
  const [language, setLanguage] = useState<WordLanguage>(i18n.language === "zh-CN" ? "zh" : "en");
  const [changedOnly, setChangedOnly] = useState(false);
  const learned = useLearnedWords().outcome;
  const all = wordsWith(included, changed);
  const changes = (of: Aspect): number => changed.filter((word) => word.aspect === of).length;
  const isShown = (word: UsedWord): boolean =>
    word.aspect === aspect &&
    word.language === language &&
    (!changedOnly || word.weight !== word.included || word.included === null);
  // Those of the house come first, where they are found again.
  const shown = all.filter(isShown).sort((a, b) => Number(b.included === null) - Number(a.included === null));
  return (
    <div className={classes.split}>
      <nav className={classes.subjects} aria-label={t("words.aspects")}>
        <div className={classes.scroller}>
          {aspects.map((each) => (
            <NavLink
              key={each}
              component="button"
              type="button"
              active={each === aspect}
              aria-pressed={each === aspect}
              label={t(`aspects.${each}`)}
              description={
                changes(each) > 0
                  ? t("words.changes", { count: changes(each), n: format.number(changes(each)) })
                  : undefined
              }
              onClick={() => setAspect(each)}
            />
          ))}
        </div>
      </nav>
      <div className={classes.detail}>
        <div className={classes.stack}>
          <div className={classes.guidanceHead}>
            <h2 className={classes.title}>{t(`aspects.${aspect}`)}</h2>
            <div className={classes.labels}>
              <Switch
                label={t("words.changedOnly")}
                checked={changedOnly}
                onChange={(event) => setChangedOnly(event.currentTarget.checked)}
              />
              <SegmentedControl
                aria-label={t("words.language")}
                value={language}
                onChange={(value) => setLanguage(value as WordLanguage)}
                data={wordLanguages.map((each) => ({ value: each, label: t(`words.${each}`) }))}
              />
            </div>
          </div>
          <NewWord
            key={`${aspect} ${language}`}
            taken={(phrase) =>
              all.some(
                (word) => word.aspect === aspect && word.language === language && word.phrase === phrase,
              )
            }
            onAdd={(phrase, weight) => onEdit([{ aspect, language, phrase, weight }])}
          />
          <WordTable words={shown} learned={learned} onEdit={onEdit} />
        </div>
      </div>
    </div>
  );
};
