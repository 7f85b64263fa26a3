/** Encoders that were fine-tuned: how well each tells its classes, and what it makes of a text. */
import { Button, Group, Select, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TunedEncoder } from "../../../../shared/contract/encoders.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import { FigureTable } from "../../../charts/table.tsx";
import { useClients } from "../../../client/context.tsx";
import { unwrap, useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import classes from "../models.module.css";
import { ReadWords } from "./read-words.tsx";
import { chooseEncoder, useTuning } from "./tuning-run.ts";

const columns = ["precision", "recall", "f1", "support"] as const;

export const TunedEncoders = () => {
  const { t } = useTranslation("encoders");
  const format = useFormat();
  const { data } = useClients();
  const queries = useQueryClient();
  const { made } = useTuning();
  const [chosen, setChosen] = useState<string | null>(null);
  const read = useRead(["models", "encoders"], (signal) => data.tunedEncoders({}, { signal }));
  const cards = read.data?.cards ?? [];
  const shown = cards.find(({ id }) => id === (chosen ?? made)) ?? cards[0];
  if (!shown) return null;
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ["models", "encoders"] });
  const remove = async (card: TunedEncoder): Promise<void> => {
    const stored = await unwrap(data.loadTunedEncoder({ id: card.id }));
    await unwrap(data.deleteTunedEncoder({ id: card.id }));
    await refresh();
    const restore = async (): Promise<void> => {
      notifications.hide(card.id);
      await unwrap(data.keepTunedEncoder(stored));
      await refresh();
    };
    notifications.show({
      id: card.id,
      title: t("deleted", { name: card.encoder.name }),
      message: (
        <Button size="compact-sm" variant="default" onClick={() => void restore()}>
          {t("undo")}
        </Button>
      ),
      autoClose: 15_000,
    });
  };
  const nameOf = ({ encoder, name, createdAt }: TunedEncoder): string =>
    [encoder.name, name, format.dateTime(createdAt / 1000)].filter(Boolean).join(" · ");
  return (
    <Panel
      title={t("tuned")}
      actions={
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={14} />}
          onClick={() => void remove(shown)}
        >
          {t("delete")}
        </Button>
      }
    >
      <div className={classes.stack}>
        {cards.length > 1 && (
          <Select
            aria-label={t("tuned")}
            allowDeselect={false}
            value={shown.id}
            onChange={setChosen}
            data={cards.map((card) => ({ value: card.id, label: nameOf(card) }))}
          />
        )}
        <p className={classes.statement}>
          {t("summary", {
            encoder: shown.encoder.name,
            method: t(`methods.${shown.tuning.method}.name`),
            learned: format.number(shown.learned),
            parameters: format.number(shown.parameters),
            accuracy: format.percent(shown.report.accuracy),
            judged: format.number(shown.report.micro.support),
          })}
        </p>
        <Report card={shown} />
        <TryText key={shown.id} card={shown} />
      </div>
    </Panel>
  );
};

const Report = ({ card: { classes: names, report } }: { readonly card: TunedEncoder }) => {
  const { t } = useTranslation("encoders");
  const format = useFormat();
  const averages = ["micro", "macro", "weighted"] as const;
  const rows = [
    ...names.map((name, c) => ({ name, scores: report.classes[c] })),
    ...averages.map((name) => ({ name: t(`report.${name}`), scores: report[name] })),
  ];
  return (
    <FigureTable
      title={t("report.title")}
      description={t("report.hint")}
      columns={[{ label: t("report.class") }, ...columns.map((column) => ({ label: t(`report.${column}`) }))]}
      rows={rows.map(({ name, scores }, n) => ({
        key: String(n),
        cells: [
          name,
          ...columns.map((column) => format.number(scores?.[column] ?? 0, column === "support" ? 0 : 3)),
        ],
        apart: n === names.length,
      }))}
    />
  );
};

interface Answer {
  readonly text: string;
  readonly probabilities: readonly number[];
  readonly words: readonly { readonly from: number; readonly to: number; readonly share: number }[];
}

const TryText = ({ card }: { readonly card: TunedEncoder }) => {
  const { t } = useTranslation("encoders");
  const format = useFormat();
  const clients = useClients();
  const { encoder } = useTuning();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<AnyFault | null>(null);
  const ask = async (): Promise<void> => {
    const folder = encoder ?? (await chooseEncoder(clients));
    if (!folder) return;
    setBusy(true);
    setFailure(null);
    try {
      const training = await clients.training();
      const found = await unwrap(
        training.classifyText({ id: card.id, encoder: folder.file, engine: "auto", text }),
      );
      setAnswer({ text, ...found });
    } catch (error) {
      setFailure(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <Textarea
        label={t("try.label")}
        description={t("try.hint")}
        value={text}
        autosize
        maxRows={6}
        maxLength={10_000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group my={8}>
        <Button variant="default" disabled={text.trim() === ""} loading={busy} onClick={() => void ask()}>
          {t("try.ask")}
        </Button>
        {encoder && (
          <Button variant="subtle" onClick={() => void chooseEncoder(clients)}>
            {t("try.other")}
          </Button>
        )}
      </Group>
      {failure && <ErrorState fault={failure} namespace="encoders" />}
      {answer && !failure && (
        <div role="status">
          <p className={classes.statement}>
            {format.list(
              card.classes.map((name, c) =>
                t("try.class", { name, share: format.percent(answer.probabilities[c] ?? 0) }),
              ),
            )}
          </p>
          <ReadWords text={answer.text} words={answer.words} />
          <p className={classes.hint}>{t("try.words")}</p>
        </div>
      )}
    </div>
  );
};
