/** The reader of feeling that this library's texts teach: how well it reads what was held out, beside the bundled one, and a button to learn it. */
import { Button, Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type SentimentCard, sentimentClasses } from "../../../shared/contract/voices-learning.ts";
import { FigureTable } from "../../charts/table.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { startLearning, useLearning } from "./learning-run.ts";

export const OwnReader = ({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation("reputation");
  const clients = useClients();
  const queries = useQueryClient();
  const { running, progress, cancel, failure, outcome: kept } = useLearning();
  const read = useRead(["voices", "own"], (signal) => clients.data.sentimentModel({}, { signal }));
  const card = read.data?.card;
  return (
    <Modal opened={opened} onClose={onClose} title={t("own.title")} size="lg">
      <Stack gap="sm">
        <p>{t("own.hint")}</p>
        {running ? (
          <ProgressBar
            label={t(`own.phases.${progress?.phase ?? "reading"}`)}
            share={progress?.share ?? null}
            secondsLeft={progress?.secondsLeft ?? null}
            onCancel={cancel}
          />
        ) : (
          <div>
            <Button onClick={() => void startLearning(clients, queries, t("own.work"))}>
              {t(card ? "own.again" : "own.start")}
            </Button>
          </div>
        )}
        {failure && <ErrorState fault={failure} namespace="reputation" />}
        {kept === false && <p role="status">{t("own.notKept")}</p>}
        {card && <Report card={card} />}
      </Stack>
    </Modal>
  );
};

const columns = ["precision", "recall", "f1", "support"] as const;
const averages = ["micro", "macro", "weighted"] as const;

const Report = ({ card }: { readonly card: SentimentCard }) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const { report, metrics, bundled, texts } = card;
  const rows = [
    ...sentimentClasses.map((name) => ({
      key: name,
      name: t(`label.${name}`),
      scores: report.classes[name],
    })),
    ...averages.map((name) => ({ key: name, name: t(`encoders:report.${name}`), scores: report[name] })),
  ];
  return (
    <>
      <p>
        {t("own.summary", {
          when: format.dateTime(card.createdAt / 1000),
          learned: format.number(texts.learned),
          held: format.number(texts.held),
          own: format.percent(metrics.accuracy, 1),
          bundled: format.percent(bundled.accuracy, 1),
        })}{" "}
        {t(card.better ? "own.reads" : "own.rests")}
      </p>
      <FigureTable
        title={t("own.report")}
        columns={[
          { label: t("encoders:report.class") },
          ...columns.map((column) => ({ label: t(`encoders:report.${column}`) })),
        ]}
        rows={rows.map(({ key, name, scores }) => ({
          key,
          cells: [
            name,
            ...columns.map((column) => format.number(scores[column], column === "support" ? 0 : 3)),
          ],
          apart: key === "micro",
        }))}
      />
    </>
  );
};
