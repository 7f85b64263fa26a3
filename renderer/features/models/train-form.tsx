/** What to train and how, with a sentence on each choice. */
import { Button, Collapse, Group, NumberInput, Select, Stack } from "@mantine/core";
import { IconAdjustments, IconChevronDown, IconChevronRight, IconPlayerPlay } from "@tabler/icons-react";
import { useId, useState } from "react";
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
import classes from "./models.module.css";
import { parameters } from "./parameters.ts";
import { OwnDefaults } from "./tuning/own-defaults.tsx";

interface TrainFormProps {
  readonly disabled: boolean;
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

export const TrainForm = ({ disabled, onTrain }: TrainFormProps) => {
  const { t } = useTranslation("models");
  const { preferences } = usePreferences();
  const engines = useEngines();
  const [name, setName] = useState<ModelName>("matrix-factorization");
  const [split, setSplit] = useState<SplitKind>(splitKinds[0]);
  const [holdout, setHoldout] = useState(10);
  const [seed, setSeed] = useState(1);
  const [engine, setEngine] = useState<EngineChoice | null>(null);
  const [params, setParams] = useState<Readonly<Record<string, number>>>({});
  const [advanced, setAdvanced] = useState(false);
  const advancedId = useId();
  const chosenEngine = engine ?? preferences.engine;
  const isAvailable = (choice: EngineChoice): boolean =>
    choice === "auto" || (engines?.engines.some((each) => each.name === choice && each.available) ?? true);

  const train = (): void => {
    const known = new Set(parameters[name].map((parameter) => parameter.name));
    onTrain({
      name,
      split,
      holdout: holdout / 100,
      seed,
      engine: chosenEngine,
      params: Object.fromEntries(Object.entries(params).filter(([key]) => known.has(key))),
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
          <Select
            label={t("train.engine")}
            description={t("train.engineHint")}
            allowDeselect={false}
            value={chosenEngine}
            data={engineChoices.map((choice) => ({
              value: choice,
              disabled: !isAvailable(choice),
              label:
                choice === "auto" && engines
                  ? t("engines.autoNamed", { engine: t(`engines.names.${engines.auto}`) })
                  : t(`engines.names.${choice}`),
            }))}
            onChange={(value) => value !== null && setEngine(value as EngineChoice)}
          />
          {parameters[name].length > 0 && (
            <div>
              <Button
                variant="subtle"
                color="gray"
                aria-expanded={advanced}
                aria-controls={advancedId}
                leftSection={advanced ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                onClick={() => setAdvanced(!advanced)}
              >
                {t("train.advanced")}
              </Button>
              <Collapse expanded={advanced} id={advancedId}>
                <p className={classes.hint}>{t("train.advancedHint")}</p>
                <div className={classes.pair}>
                  {parameters[name].map(({ name: parameter, min, max, step }) => (
                    <NumberInput
                      key={`${name} ${parameter}`}
                      label={t(`parameters.${parameter}`)}
                      placeholder={t("train.default")}
                      min={min}
                      max={max}
                      step={step}
                      clampBehavior="blur"
                      value={params[parameter] ?? ""}
                      onChange={(value) => {
                        const { [parameter]: _, ...others } = params;
                        setParams(typeof value === "number" ? { ...others, [parameter]: value } : others);
                      }}
                    />
                  ))}
                </div>
              </Collapse>
            </div>
          )}
          <OwnDefaults name={name} />
          <Group gap="sm" grow>
            <Button type="submit" disabled={disabled} leftSection={<IconPlayerPlay size={14} />}>
              {t("train.start")}
            </Button>
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
};
