/** Words of one aspect in one language, each with its weight and with what texts say of it. */
import { Button, NumberInput, Table, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  heaviestWord,
  type LearnedWeight,
  plainPhrase,
  type UsedWord,
  wordKey,
} from "../../../shared/domain/aspect-words.ts";
import { useFormat } from "../../ui/format.ts";
import classes from "./reputation.module.css";
import type { WordEdit } from "./use-words.ts";

const step = 0.5;
const tenth = (weight: number): number => Math.round(10 * weight) / 10;

interface NewWordProps {
  readonly taken: (phrase: string) => boolean;
  readonly onAdd: (phrase: string, weight: number) => void;
}

export const NewWord = ({ taken, onAdd }: NewWordProps) => {
  const { t } = useTranslation("reputation");
  const [typed, setTyped] = useState("");
  const [weight, setWeight] = useState<number | string>(0);
  const [problem, setProblem] = useState<"invalid" | "known" | null>(null);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const phrase = plainPhrase(typed);
    const wrong = phrase === "" ? "invalid" : taken(phrase) ? "known" : null;
    setProblem(wrong);
    if (wrong) return;
    onAdd(phrase, Number(weight) || 0);
    setTyped("");
  };
  return (
    <form className={classes.newWord} onSubmit={add}>
      <TextInput
        label={t("words.new")}
        description={t("words.newHint")}
        value={typed}
        error={problem && t(`words.${problem}`)}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <NumberInput
        label={t("words.weight")}
        description={t("words.newWeight")}
        value={weight}
        min={-heaviestWord}
        max={heaviestWord}
        step={step}
        decimalScale={1}
        onChange={setWeight}
      />
      <Button type="submit" variant="default">
        {t("words.add")}
      </Button>
    </form>
  );
};

interface WordTableProps {
  readonly words: readonly UsedWord[];
  readonly learned: { readonly weights: readonly LearnedWeight[]; readonly needed: number } | null;
  readonly onEdit: (words: readonly WordEdit[]) => void;
}

export const WordTable = ({ words, learned, onEdit }: WordTableProps) => {
  const { t } = useTranslation("reputation");
  if (words.length === 0) return <p className={classes.note}>{t("words.none")}</p>;
  const weights = new Map(learned?.weights.map((weight) => [wordKey(weight), weight]));
  return (
    <>
      {learned && <p className={classes.source}>{t("words.learnHint")}</p>}
      <Table className={classes.wordTable}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("words.word")}</Table.Th>
            <Table.Th scope="col">{t("words.weight")}</Table.Th>
            <Table.Th scope="col">{t("words.says")}</Table.Th>
            {learned && <Table.Th scope="col">{t("words.learned")}</Table.Th>}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {words.map((word) => (
            <WordRow
              key={`${wordKey(word)} ${word.weight}`}
              word={word}
              learned={learned && (weights.get(wordKey(word)) ?? learned.needed)}
              onEdit={onEdit}
            />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
};

interface WordRowProps {
  readonly word: UsedWord;
  /** A number: fewer texts than that hold it. */
  readonly learned: LearnedWeight | number | null;
  readonly onEdit: WordTableProps["onEdit"];
}

const WordRow = ({ word, learned, onEdit }: WordRowProps) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const [typed, setTyped] = useState<number | string>(word.weight ?? "");
  const { aspect, language, phrase, weight, included } = word;
  const weigh = (to: number | null | "included"): void =>
    onEdit([{ aspect, language, phrase, weight: to === included ? "included" : to }]);
  const commit = (): void => {
    if (typed === "" || Number(typed) === weight) setTyped(weight ?? "");
    else weigh(Number(typed));
  };
  const isChanged = included === null || weight !== included;
  const meaning = weight === null ? "out" : weight > 0 ? "praises" : weight < 0 ? "blames" : "names";
  const change = included === null ? "added" : weight === null ? "removed" : "changed";
  return (
    <Table.Tr data-out={weight === null || undefined}>
      <Table.Th scope="row">
        {phrase}
        {isChanged && <span className={classes.changed}>{t(`words.${change}`)}</span>}
      </Table.Th>
      <Table.Td>
        <NumberInput
          size="xs"
          className={classes.weight}
          aria-label={t("words.weightOf", { word: phrase })}
          value={typed}
          min={-heaviestWord}
          max={heaviestWord}
          step={step}
          decimalScale={1}
          onChange={setTyped}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
        />
      </Table.Td>
      <Table.Td>{t(`words.${meaning}`)}</Table.Td>
      {learned !== null && (
        <Table.Td>
          {typeof learned === "number" ? (
            <span className={classes.source}>{t("words.tooFew", { n: format.number(learned) })}</span>
          ) : (
            <span className={classes.labels}>
              <span>
                {t("words.range", {
                  value: format.signed(learned.weight, 1),
                  low: format.signed(learned.low, 1),
                  high: format.signed(learned.high, 1),
                })}
              </span>
              <span className={classes.source}>
                {t("words.counts", {
                  praising: format.number(learned.praising),
                  blaming: format.number(learned.blaming),
                })}
              </span>
              {tenth(learned.weight) !== weight && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("words.useFor", { word: phrase })}
                  onClick={() => weigh(tenth(learned.weight))}
                >
                  {t("words.use")}
                </Button>
              )}
            </span>
          )}
        </Table.Td>
      )}
      <Table.Td>
        {isChanged && (included !== null || weight === null) ? (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t("words.putBack", { word: phrase })}
            onClick={() => weigh("included")}
          >
            {t("words.putBackShort")}
          </Button>
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t("words.takeOut", { word: phrase })}
            onClick={() => (included === null ? weigh("included") : weigh(null))}
          >
            {t("words.takeOutShort")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
};
