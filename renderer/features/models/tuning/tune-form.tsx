/** Which model to tune and how long; what is searched is named before it starts. */
import { Button, NumberInput, SegmentedControl, Select, Stack } from "@mantine/core";
import { IconAdjustments } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type SplitKind, splitKinds } from "../../../../shared/contract/evaluation.ts";
import type { ModelName } from "../../../../shared/contract/training.ts";
import type { SearchRange, SearchRequest } from "../../../../shared/contract/tuning.ts";
import { useClients } from "../../../client/context.tsx";
import { usePreferences } from "../../../client/preferences.ts";
import { useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import classes from "../models.module.css";

interface TuneFormProps {
  readonly first: ModelName | null;
  readonly disabled: boolean;
  readonly onTune: (request: SearchRequest) => void;
}

const usualTrials = 40;
const usualMinutes = 10;

export const TuneForm = ({ first, disabled, onTune }: TuneFormProps) => {
  const { t } = useTranslation("tuning");
  const { training } = useClients();
  const { preferences } = usePreferences();
  const [name, setName] = useState<ModelName>(first ?? "matrix-factorization");
  const [split, setSplit] = useState<SplitKind>("time");
  const [seed, setSeed] = useState(1);
  const [limit, setLimit] = useState<"trials" | "minutes">("minutes");
  const [trials, setTrials] = useState(usualTrials);
  const [minutes, setMinutes] = useState(usualMinutes);
  const limitId = useId();
  const read = useRead(["preferences", "search-spaces"], async (signal) =>
    (await training()).searchSpaces({}, { signal }),
  );
  const spaces = read.data?.spaces ?? [];
  const space = spaces.find((one) => one.name === name);

  return (
    <Panel title={t("form.title")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          onTune({
            name,
            split,
            holdout: 0.1,
            seed,
            engine: preferences.engine,
            trials: limit === "trials" ? trials : 1000,
            minutes: limit === "minutes" ? minutes : null,
          });
        }}
      >
        <Stack gap="lg">
          <div>
            <Select
              label={t("form.name")}
              allowDeselect={false}
              maxDropdownHeight={420}
              value={name}
              data={spaces.map((one) => ({ value: one.name, label: t(`models:names.${one.name}`) }))}
              onChange={(value) => value !== null && setName(value as ModelName)}
            />
            {space && <p className={classes.hint}>{t(`form.judging.${space.judging}`)}</p>}
          </div>
          <Select
            label={t("models:train.split")}
            description={t("form.splitHint")}
            allowDeselect={false}
            value={split}
            data={splitKinds.map((kind) => ({ value: kind, label: t(`models:splits.${kind}`) }))}
            onChange={(value) => value !== null && setSplit(value as SplitKind)}
          />
          <div>
            <div className={classes.label} id={limitId}>
              {t("form.limit")}
            </div>
            <SegmentedControl
              aria-labelledby={limitId}
              fullWidth
              value={limit}
              onChange={(value) => setLimit(value as "trials" | "minutes")}
              data={[
                { value: "minutes", label: t("form.byTime") },
                { value: "trials", label: t("form.byTrials") },
              ]}
            />
          </div>
          <div className={classes.pair}>
            {limit === "minutes" ? (
              <NumberInput
                label={t("form.minutes")}
                min={1}
                max={10_000}
                allowDecimal={false}
                value={minutes}
                onChange={(value) => setMinutes(Number(value) || usualMinutes)}
              />
            ) : (
              <NumberInput
                label={t("form.trials")}
                min={2}
                max={1000}
                allowDecimal={false}
                value={trials}
                onChange={(value) => setTrials(Number(value) || usualTrials)}
              />
            )}
            <NumberInput
              label={t("models:train.seed")}
              min={0}
              max={4294967295}
              allowDecimal={false}
              value={seed}
              onChange={(value) => setSeed(Number(value) || 0)}
            />
          </div>
          {space && <Ranges ranges={space.ranges} />}
          <Button type="submit" disabled={disabled || !space} leftSection={<IconAdjustments size={14} />}>
            {t("form.start")}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
};

const Ranges = ({ ranges }: { readonly ranges: readonly SearchRange[] }) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  return (
    <div>
      <div className={classes.label}>{t("form.ranges")}</div>
      <dl className={classes.ranges}>
        {ranges.map(({ name, low, high, scale }) => (
          <div key={name} title={t(`parameters.${name}.words`)}>
            <dt>{t(`parameters.${name}.name`)}</dt>
            <dd>{t(`form.${scale}`, { low: format.plain(low), high: format.plain(high) })}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.hint}>{t("form.rangesHint")}</p>
    </div>
  );
};
