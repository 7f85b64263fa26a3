/** The variants in hand: editing one of them, all of them side by side by segment, and why. */
import { ActionIcon, Button, SegmentedControl, TextInput } from "@mantine/core";
import { IconCopy, IconPhoto, IconTrash } from "@tabler/icons-react";
import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedWhatIf } from "../../../../shared/contract/what-if.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { SavePictureContext } from "../../../charts/save-picture.ts";
import { useLibrary } from "../../../client/library.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { TableExport } from "../../../client/table-export.tsx";
import { offerUndo } from "../../../client/undo.ts";
import { useFormat, useGenreName, useLocalName } from "../../../ui/format.ts";
import { Columns, Panel } from "../../../ui/page.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import { matrixPicture } from "../matrix/matrix-picture.ts";
import { useTraitWords } from "../trait-words.ts";
import { ForecastTable, type Measure, measures } from "./forecast-table.tsx";
import { HowWrong } from "./how-wrong.tsx";
import { NearestTitles } from "./nearest-titles.tsx";
import { SketchForm } from "./sketch-form.tsx";
import { type Base, useForecasts } from "./use-what-if.ts";
import {
  addVariant,
  type Column,
  type Drafts,
  mostVariants,
  redoDrafts,
  removeVariant,
  rename,
  setTrait,
  startDrafts,
  undoDrafts,
  type Variant,
} from "./variants.ts";
import classes from "./what-if.module.css";
import { whatIfDocument } from "./what-if-document.ts";
import { Why } from "./why.tsx";

/** Kept while the user looks at other pages; another film or library starts anew. */
const kept = makeStore<{ readonly of: string; readonly drafts: Drafts } | null>(null);

const useDrafts = (base: Base, { sketch }: OpenedWhatIf) => {
  const of = `${useLibrary()?.path} ${base}`;
  const stored = useStore(kept);
  const [fresh] = useState(() => startDrafts(sketch));
  const drafts = stored?.of === of ? stored.drafts : fresh;
  // Inputs call back late, after an undo for example: what they change is what stands by then.
  const update = (change: (drafts: Drafts) => Drafts): void => {
    const now = kept.get();
    const current = now?.of === of ? now.drafts : fresh;
    const next = change(current);
    if (next !== current) kept.set({ of, drafts: next });
  };
  useEffect(
    () =>
      offerUndo({
        canUndo: drafts.past.length > 0,
        canRedo: drafts.future.length > 0,
        undo: () => kept.set({ of, drafts: undoDrafts(drafts) }),
        redo: () => kept.set({ of, drafts: redoDrafts(drafts) }),
      }),
    [of, drafts],
  );
  return { drafts, update };
};

interface BoardProps {
  readonly base: Base;
  readonly opened: OpenedWhatIf;
}

export const Board = ({ base, opened }: BoardProps) => {
  const { t } = useTranslation("what-if");
  const format = useFormat();
  const localName = useLocalName();
  const genreName = useGenreName();
  const traitWords = useTraitWords();
  const savePicture = useContext(SavePictureContext);
  const { drafts, update } = useDrafts(base, opened);
  const { variants } = drafts;
  const forecasts = useForecasts(base, variants);
  const [chosen, setChosen] = useState({ key: variants[0]?.key ?? 0, group: 0 });
  const [measure, setMeasure] = useState<Measure>("choice");
  const editing = (variants.find(({ key }) => key === chosen.key) ?? variants[0]) as Variant;
  const nameOf = ({ key, name }: Variant): string =>
    name || t("variant", { letter: String.fromCharCode(65 + (key % 26)) });
  const columns: readonly Column[] = [
    ...(opened.asItIs ? [{ variant: null, name: t("asItIs"), forecast: opened.asItIs }] : []),
    ...variants.map((variant) => ({
      variant,
      name: nameOf(variant),
      forecast: forecasts.data?.get(variant.key),
    })),
  ];
  const groupNames = opened.groups.map(({ segment, name, nameZh }) =>
    segment === null ? t("everybody") : localName(name, nameZh),
  );
  const title = base === null ? t("titleBlank") : t("titleFilm", { title: opened.sketch.title });
  const forecast = forecasts.data?.get(editing.key);
  const group = Math.min(chosen.group, opened.groups.length - 1);
  const add = (): void => {
    const next = addVariant(drafts, editing.key);
    update(() => next);
    setChosen({ key: next.variants.at(-1)?.key ?? editing.key, group });
  };
  const picture = async (): Promise<void> => {
    const bytes = await matrixPicture(
      [title, ...columns.map(({ name }) => name)],
      opened.groups.map((_, g) => {
        const values = columns.map((column) => column.forecast?.groups[g]?.[measure].value ?? null);
        const most = Math.max(...values.map((value) => value ?? 0), 1e-6);
        return {
          cells: [
            groupNames[g] ?? "",
            ...values.map((value) => (value === null ? "" : format.percent(value, 1))),
          ],
          colours: values.map((value) =>
            value === null
              ? null
              : `color-mix(in oklab, var(--accent) ${((40 * value) / most).toFixed(0)}%, var(--surface))`,
          ),
        };
      }),
    );
    await savePicture({ suggestedName: title, kind: "png", bytes });
  };
  return (
    <div className={classes.board}>
      <aside className={classes.editor} aria-label={t("variants")}>
        <SegmentedControl
          fullWidth
          orientation={variants.length > 3 ? "vertical" : "horizontal"}
          aria-label={t("variants")}
          value={String(editing.key)}
          onChange={(key) => setChosen({ key: Number(key), group })}
          data={variants.map((variant) => ({ value: String(variant.key), label: nameOf(variant) }))}
        />
        <div className={classes.tools}>
          <TextInput
            aria-label={t("name")}
            placeholder={nameOf({ ...editing, name: "" })}
            value={editing.name}
            maxLength={60}
            onChange={(event) => update((now) => rename(now, editing.key, event.target.value))}
          />
          <Button
            variant="default"
            leftSection={<IconCopy size={14} />}
            disabled={variants.length >= mostVariants}
            onClick={add}
          >
            {t("add")}
          </Button>
          <ActionIcon
            variant="default"
            size={28}
            aria-label={t("remove", { name: nameOf(editing) })}
            disabled={variants.length < 2}
            onClick={() => update((now) => removeVariant(now, editing.key))}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </div>
        <SketchForm
          name={nameOf(editing)}
          sketch={editing.sketch}
          known={opened.known}
          onTrait={(field, value) => update((now) => setTrait(now, editing.key, field, value))}
        />
        {forecast && forecast.strange.length > 0 && (
          <p className={classes.dim} role="status">
            {t("strange", {
              traits: format.list(forecast.strange.map(({ field, value }) => traitWords(field, value))),
            })}
          </p>
        )}
      </aside>
      <div className={classes.result}>
        <div className={classes.head}>
          <SegmentedControl
            aria-label={t("measure")}
            value={measure}
            onChange={(next) => setMeasure(next as Measure)}
            data={measures.map((each) => ({ value: each, label: t(`measures.${each}`) }))}
          />
          <span className={classes.gap} />
          <TableExport
            document={() =>
              whatIfDocument(t, {
                title,
                opened,
                columns,
                groupNames,
                format,
                inWords: { trait: traitWords, genre: genreName },
              })
            }
          />
          <Button variant="default" leftSection={<IconPhoto size={14} />} onClick={() => void picture()}>
            {t("picture")}
          </Button>
        </div>
        {forecasts.error && (
          <ErrorState
            fault={faultOf(forecasts.error)}
            namespace="what-if"
            onRetry={() => void forecasts.refetch()}
          />
        )}
        <ForecastTable
          title={title}
          opened={opened}
          columns={columns}
          groupNames={groupNames}
          measure={measure}
          chosen={{ key: editing.key, group }}
          onChoose={setChosen}
        />
        <p className={classes.dim}>{t(`explained.${measure}`)}</p>
        <Columns min={340}>
          <Panel title={t("why", { name: nameOf(editing), group: groupNames[group] })}>
            {forecast && <Why forecast={forecast} asItIs={opened.asItIs} group={group} />}
          </Panel>
          <Panel title={t("nearest", { name: nameOf(editing) })} flush>
            {forecast && <NearestTitles near={forecast.nearest} />}
          </Panel>
        </Columns>
        <Panel title={t("wrong.title")}>
          <HowWrong opened={opened} />
        </Panel>
      </div>
    </div>
  );
};
