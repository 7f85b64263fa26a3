/** The user's own figure for a film's days, with the reason. */
import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { overrideKinds } from "../../../shared/domain/overrides.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/states.tsx";
import classes from "./demand.module.css";
import type { Figure } from "./use-overrides.ts";

interface OverrideDialogProps {
  readonly venue: number;
  readonly film: number;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** The film's days as forecast. */
  readonly figures: readonly Figure[];
  readonly onClose: () => void;
}

export const OverrideDialog = ({ venue, film, title, figures, onClose, ...days }: OverrideDialogProps) => {
  const { t } = useTranslation("demand");
  const { data } = useClients();
  const queries = useQueryClient();
  const first = figures.find(({ date }) => date === days.from);
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const [kind, setKind] = useState<(typeof overrideKinds)[number]>("number");
  const [value, setValue] = useState<number | string>(Math.round(first?.expected ?? 0));
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<AnyFault | null>(null);
  const ready = typeof value === "number" && reason.trim() !== "" && from !== "" && from <= to;
  const save = async (): Promise<void> => {
    if (!ready) return;
    const model = Object.fromEntries(figures.map((each) => [each.date, each.model]));
    const override = { venue, film, from, to, kind, value, reason };
    try {
      await unwrap(data.addOverrides({ overrides: [{ override, model }] }));
      onClose();
      await refreshLibrary(queries);
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return (
    <Dialog title={t("overrides.of", { title })} width={440} onClose={onClose}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {fault && <ErrorState fault={fault} namespace="demand" />}
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
        <SegmentedControl
          aria-label={t("overrides.kind")}
          value={kind}
          onChange={(next) => {
            setKind(next as typeof kind);
            setValue(next === "factor" ? 1 : Math.round(first?.expected ?? 0));
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
          <Button type="submit" disabled={!ready}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
