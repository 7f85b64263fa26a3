/** Own titles whose week is sought, with what each must keep to. */
import { ActionIcon, Button, NumberInput, TextInput } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type KeptTitle, mostWindowWeeks, TitleWish } from "../../../../shared/contract/windows.ts";
import { FilmPicker } from "../../../client/film-picker.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { type Format, useFormat, useLocalName } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import classes from "../slates.module.css";
import type { Windows } from "./use-windows.ts";

interface TitlesPanelProps {
  readonly titles: readonly KeptTitle[];
  readonly windows: Windows;
}

const useWhen = (): ((title: TitleWish, format: Format) => string) => {
  const { t } = useTranslation("windows");
  return ({ earliest, latest, fixed }, format) => {
    const date = (day: string | null): string => (day === null ? "" : format.date(day));
    if (fixed !== null) return t("titles.onlyFixed", { fixed: date(fixed) });
    if (earliest !== null && latest !== null)
      return t("titles.between", { earliest: date(earliest), latest: date(latest) });
    if (earliest !== null) return t("titles.after", { earliest: date(earliest) });
    return latest === null ? t("titles.free") : t("titles.before", { latest: date(latest) });
  };
};

export const TitlesPanel = ({ titles, windows }: TitlesPanelProps) => {
  const { t } = useTranslation("windows");
  const format = useFormat();
  const localName = useLocalName();
  const whenOf = useWhen();
  const [open, setOpen] = useState<TitleWish | null>(null);
  const add = (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      onClick={() => setOpen({ ...TitleWish.parse({ film: 1 }), film: 0 })}
    >
      {t("titles.add")}
    </Button>
  );
  return (
    <Panel title={t("titles.title")} flush actions={titles.length > 0 && add}>
      {titles.length === 0 ? (
        <EmptyState title={t("titles.none")} action={add}>
          {t("titles.hint")}
        </EmptyState>
      ) : (
        <table className={classes.table} aria-label={t("titles.title")}>
          <thead>
            <tr>
              <th scope="col">{t("titles.film")}</th>
              <th scope="col">{t("titles.when")}</th>
              <th scope="col">{t("titles.size")}</th>
              <th scope="col">{t("titles.series")}</th>
              <th scope="col">{t("actions")}</th>
            </tr>
          </thead>
          <tbody>
            {titles.map((title) => {
              const name = localName(title.title, title.titleZh);
              return (
                <tr key={title.film}>
                  <th scope="row">{name}</th>
                  <td>{whenOf(title, format)}</td>
                  <td>{title.admissions === null ? t("titles.guessed") : format.number(title.admissions)}</td>
                  <td>
                    {title.series !== "" && t("titles.apartOf", { series: title.series, count: title.apart })}
                  </td>
                  <td className={classes.icons}>
                    <ActionIcon aria-label={t("edit", { title: name })} onClick={() => setOpen(title)}>
                      <IconPencil size={15} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={t("remove", { title: name })}
                      onClick={() => windows.deleteTitle(title.film)}
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {open && (
        <TitleDialog
          title={open}
          onClose={() => setOpen(null)}
          onSave={(title) => {
            windows.saveTitle(title);
            setOpen(null);
          }}
        />
      )}
    </Panel>
  );
};

interface TitleDialogProps {
  /** Of film 0: a new one. */
  readonly title: TitleWish;
  readonly onSave: (title: TitleWish) => void;
  readonly onClose: () => void;
}

const TitleDialog = ({ title, onSave, onClose }: TitleDialogProps) => {
  const { t } = useTranslation("windows");
  const [wish, setWish] = useState<TitleWish>(title);
  const set = (change: Partial<TitleWish>): void => setWish({ ...wish, ...change });
  const isOrdered = wish.earliest === null || wish.latest === null || wish.earliest <= wish.latest;
  return (
    <Dialog title={t("titles.dialog")} width={440} onClose={onClose}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          const { film, earliest, latest, fixed, admissions, series, apart } = wish;
          onSave({ film, earliest, latest, fixed, admissions, series, apart });
        }}
      >
        {title.film === 0 && (
          <FilmPicker label={t("titles.film")} shown film={wish.film} onPick={(film) => set({ film })} />
        )}
        <div className={classes.pair}>
          {(["earliest", "latest"] as const).map((key) => (
            <TextInput
              key={key}
              type="date"
              label={t(`titles.${key}`)}
              value={wish[key] ?? ""}
              disabled={wish.fixed !== null}
              onChange={(event) => set({ [key]: event.currentTarget.value || null })}
            />
          ))}
        </div>
        <TextInput
          type="date"
          label={t("titles.fixed")}
          value={wish.fixed ?? ""}
          onChange={(event) => set({ fixed: event.currentTarget.value || null })}
        />
        <NumberInput
          label={t("titles.size")}
          description={t("titles.sizeHint")}
          min={1}
          thousandSeparator
          value={wish.admissions ?? ""}
          onChange={(value) => set({ admissions: typeof value === "number" && value > 0 ? value : null })}
        />
        <div className={classes.pair}>
          <TextInput
            label={t("titles.series")}
            description={t("titles.seriesHint")}
            inputWrapperOrder={["label", "input", "description"]}
            maxLength={100}
            value={wish.series}
            onChange={(event) => set({ series: event.currentTarget.value })}
          />
          <NumberInput
            label={t("titles.apart")}
            min={0}
            max={mostWindowWeeks}
            allowDecimal={false}
            disabled={wish.series.trim() === ""}
            value={wish.apart}
            onChange={(value) => set({ apart: Number(value) || 0 })}
          />
        </div>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={wish.film === 0 || !isOrdered}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
