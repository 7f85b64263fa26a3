/** What to train and how, with a sentence on each choice. */
import { Button, Group, NumberInput, Select, Stack } from "@mantine/core";
import { IconAdjustments, IconPlayerPlay } from "@tabler/icons-react";
import { memo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type SplitKind, splitKinds } from "../../../shared/contract/evaluation.ts";
import {
  type EngineChoice,
  engineNames,
  type ModelName,
  type TrainRequest,
} from "../../../shared/contract/training.ts";
import { useEngines } from "../../client/engines.ts";
import { usePreferences } from "../../client/preferences.ts";
import { Panel } from "../../ui/page.tsx";
import { AdvancedParameters, type Parameters } from "./advanced-parameters.tsx";
import classes from "./models.module.css";
import { parameters } from "./parameters.ts";
import { OwnDefaults } from "./tuning/own-defaults.tsx";
import { useBusy } from "./use-busy.ts";

interface TrainFormProps {
  readonly onTrain: (request: TrainRequest) => void;
}

/** Models by what they answer. */
const modelTasks: readonly { readonly task: string; readonly names: readonly ModelName[] }[] = [
  { task: "ratings", names: ["matrix-factorization", "bayesian-factors"] },
  {
    task: "choices",
    names: [
      "popularity",
      "ease",
      "implicit-als",
      "item-knn",
      "choice-blend",
      "autoencoder",
      "self-attention",
    ],
  },
  { task: "likes", names: ["random-forest", "support-vectors"] },
  { task: "unseen", names: ["content-ridge"] },
];
const engineChoices: readonly EngineChoice[] = ["auto", ...engineNames];

export const TrainForm = memo(({ onTrain }: TrainFormProps) => {
  const { t } = useTranslation("models");
  const preferred = usePreferences().preferences.engine;
  const [name, setName] = useState<ModelName>("matrix-factorization");
  const [split, setSplit] = useState<SplitKind>(splitKinds[0]);
  const [holdout, setHoldout] = useState(10);
  const [seed, setSeed] = useState(1);
  const [engine, setEngine] = useState<EngineChoice | null>(null);
  const params = useRef<Parameters>({});
  const train = (): void => {
    const known = new Set(parameters[name].map((parameter) => parameter.name));
    onTrain({
      name,
      split,
      holdout: holdout / 100,
      seed,
      engine: engine ?? preferred,
      params: Object.fromEntries(Object.entries(params.current).filter(([key]) => known.has(key))),
    });
  };

  return (
    <Panel title={t("train.title")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          train();
        }}
      >
        <Stack gap="lg">
          <div>
            <Select
              label={t("train.name")}
              allowDeselect={false}
              maxDropdownHeight={420}
              value={name}
              data={modelTasks.map(({ task, names }) => ({
                group: t(`train.tasks.${task}`),
                items: names.map((each) => ({ value: each, label: t(`names.${each}`) })),
              }))}
              onChange={(value) => value !== null && setName(value as ModelName)}
            />
            <p className={classes.hint}>{t(`train.names.${name}`)}</p>
          </div>
          <div>
            <Select
              label={t("train.split")}
              allowDeselect={false}
              value={split}
              data={splitKinds.map((kind) => ({ value: kind, label: t(`splits.${kind}`) }))}
              onChange={(value) => value !== null && setSplit(value as SplitKind)}
            />
            <p className={classes.hint}>{t(`train.splits.${split}`)}</p>
          </div>
          <div className={classes.pair}>
            <NumberInput
              label={t("train.holdout")}
              description={t("train.holdoutHint")}
              suffix=" %"
              min={1}
              max={50}
              clampBehavior="strict"
              disabled={split === "leave-last-out"}
              value={holdout}
              onChange={(value) => setHoldout(Number(value) || 10)}
            />
            <NumberInput
              label={t("train.seed")}
              description={t("train.seedHint")}
              min={0}
              max={4294967295}
              allowDecimal={false}
              value={seed}
              onChange={(value) => setSeed(Number(value) || 0)}
            />
          </div>
          <EngineSelect value={engine} onChange={setEngine} />
          {parameters[name].length > 0 && <AdvancedParameters name={name} values={params} />}
          <OwnDefaults name={name} />
          <Group gap="sm" grow>
            <Start />
            <Button
              component={Link}
              to={`/models/tuning?model=${name}`}
              variant="default"
              leftSection={<IconAdjustments size={14} />}
            >
              {t("tuning:button")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
});

const Start = () => {
  const { t } = useTranslation("models");
  const busy = useBusy();
  return (
    <Button type="submit" disabled={busy} leftSection={<IconPlayerPlay size={14} />}>
      {t("train.start")}
    </Button>
  );
};

interface EngineSelectProps {
  /** Null: as the preferences say. */
  readonly value: EngineChoice | null;
  readonly onChange: (engine: EngineChoice) => void;
}

const EngineSelect = memo(({ value, onChange }: EngineSelectProps) => {
  const { t } = useTranslation("models");
  const { preferences } = usePreferences();
  const engines = useEngines();
  const isAvailable = (choice: EngineChoice): boolean =>
    choice === "auto" || (engines?.engines.some((each) => each.name === choice && each.available) ?? true);
  return (
    <Select
      label={t("train.engine")}
      description={t("train.engineHint")}
      allowDeselect={false}
      value={value ?? preferences.engine}
      data={engineChoices.map((choice) => ({
        value: choice,
        disabled: !isAvailable(choice),
        label:
          choice === "auto" && engines
            ? t("engines.autoNamed", { engine: t(`engines.names.${engines.auto}`) })
            : t(`engines.names.${choice}`),
      }))}
      onChange={(next) => next !== null && onChange(next as EngineChoice)}
    />
  );
});
