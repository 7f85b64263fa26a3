/** An encoder from the disk and a table of texts with labels: what is to be tuned, on what, and how. */
import { Button, NumberInput, Select, Stack } from "@mantine/core";
import { IconFileText, IconFolder, IconPlayerPlay } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type TuningMethod, tuningMethods } from "../../../../shared/contract/encoders.ts";
import { useClients } from "../../../client/context.tsx";
import { usePreferences } from "../../../client/preferences.ts";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { ProgressBar } from "../../../ui/progress.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import classes from "../models.module.css";
import { chooseEncoder, chooseSource, startTuning, useTuning } from "./tuning-run.ts";

export const EncoderPanel = () => {
  const { t } = useTranslation("encoders");
  const format = useFormat();
  const clients = useClients();
  const queries = useQueryClient();
  const { engine } = usePreferences().preferences;
  const { encoder, source, running, progress, cancel, failure } = useTuning();
  const [method, setMethod] = useState<TuningMethod>("adapters");
  const [epochs, setEpochs] = useState<number | null>(null);
  const loss = progress?.loss;
  return (
    <Panel title={t("title")}>
      <Stack gap="sm">
        <p className={classes.hint}>{t("hint")}</p>
        <Button
          variant="default"
          disabled={running}
          leftSection={<IconFolder size={14} />}
          onClick={() => void chooseEncoder(clients)}
        >
          {t("chooseEncoder")}
        </Button>
        {encoder && <p className={classes.hint}>{t("encoder", { name: encoder.name })}</p>}
        <Button
          variant="default"
          disabled={running}
          leftSection={<IconFileText size={14} />}
          onClick={() => void chooseSource(clients)}
        >
          {t("chooseSource")}
        </Button>
        {source && <p className={classes.hint}>{t("source", { name: source.name })}</p>}
        {encoder && source && (
          <>
            <Select
              label={t("method")}
              description={t(`methods.${method}.hint`)}
              value={method}
              allowDeselect={false}
              disabled={running}
              onChange={(value) => value && setMethod(value as TuningMethod)}
              data={tuningMethods.map((value) => ({ value, label: t(`methods.${value}.name`) }))}
            />
            <NumberInput
              label={t("epochs")}
              placeholder={t("usual")}
              value={epochs ?? ""}
              min={1}
              max={100}
              allowDecimal={false}
              disabled={running}
              onChange={(value) => setEpochs(typeof value === "number" ? value : null)}
            />
            {!running && (
              <Button
                leftSection={<IconPlayerPlay size={14} />}
                onClick={() => void startTuning(clients, queries, t("work"), { method, epochs, engine })}
              >
                {t("start")}
              </Button>
            )}
          </>
        )}
        {running && (
          <ProgressBar
            label={t(progress ? `phases.${progress.phase}` : "phases.reading")}
            share={progress?.share ?? null}
            secondsLeft={progress?.secondsLeft ?? null}
            onCancel={cancel}
            {...(loss && {
              detail: t("loss", { epoch: loss.epoch, value: format.number(loss.validation, 3) }),
            })}
          />
        )}
        {failure && <ErrorState fault={failure} namespace="encoders" />}
      </Stack>
    </Panel>
  );
};
