/** The user's own figure for a film's days, with the reason. */
import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { overrideKinds } from "../../../shared/domain/overrides.ts";
import { useClients } from "../../client/context.tsx";
import { FilmPicker } from "../../client/film-picker.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/states.tsx";
import classes from "./demand.module.css";
import { useModelFigures } from "./forecasts.ts";

/** What is said of which days of which film, to begin with. */
export interface Edited {
  /** Null: the user chooses it, forecast or not. */
  readonly film: { readonly id: number; readonly title: string } | null;
  readonly from: string;
  readonly to: string;
  readonly expected: number;
}
interface OverrideDialogProps extends Edited {
  readonly venue: number;
  readonly onClose: () => void;
}

export const OverrideDialog = ({ venue, film, expected, onClose, ...days }: OverrideDialogProps) => {
  const { t } = useTranslation("demand");
  const { data } = useClients();
  const queries = useQueryClient();
  const modelFigures = useModelFigures();
  const [picked, setPicked] = useState(film?.id ?? 0);
  const [saving, setSaving] = useState(false);
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const [kind, setKind] = useState<(typeof overrideKinds)[number]>("number");
  const [value, setValue] = useState<number | string>(Math.round(expected));
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<AnyFault | null>(null);
  const ready = picked > 0 && typeof value === "number" && reason.trim() !== "" && from !== "" && from <= to;
  const save = async (): Promise<void> => {
    if (!ready) return;
    const override = { venue, film: picked, from, to, kind, value, reason };
    setSaving(true);
    try {
      const model = await modelFigures(override);
      await unwrap(data.addOverrides({ overrides: [{ override, model }] }));
      onClose();
      await refreshLibrary(queries);
    } catch (error) {
      setFault(faultOf(error));
      setSaving(false);
    }
  };
  return (
    <Dialog
      title={film ? t("overrides.of", { title: film.title }) : t("overrides.add")}
      width={440}
      onClose={onClose}
    >
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {fault && <ErrorState fault={fault} namespace="demand" />}
        {film === null && (
          <FilmPicker shown label={t("overrides.columns.film")} film={picked} onPick={setPicked} />
        )}
        <div className={classes.pair}>
          <TextInput
            type="date"
            required
            label={t("overrides.from")}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            required
            label={t("overrides.to")}
            value={to}
            min={from}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </div>
        <p className={classes.hint}>{t("overrides.ahead")}</p>
        <SegmentedControl
          aria-label={t("overrides.kind")}
          value={kind}
          onChange={(next) => {
            setKind(next as typeof kind);
            setValue(next === "factor" ? 1 : Math.round(expected));
          }}
          data={overrideKinds.map((each) => ({ value: each, label: t(`overrides.kinds.${each}`) }))}
        />
        <NumberInput
          required
          label={t(`overrides.label.${kind}`)}
          value={value}
          min={0}
          step={kind === "factor" ? 0.1 : 1}
          decimalScale={kind === "factor" ? 2 : 0}
          onChange={setValue}
        />
        <Textarea
          required
          autosize
          minRows={2}
          label={t("overrides.reason")}
          description={t("overrides.reasonHint")}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!ready} loading={saving}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
