/** Stored versions of plans: saving the draft with a note, and opening one again. */
import { Button, Group, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlanRow } from "../../../../shared/contract/planning.ts";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { EmptyState, ErrorState, ReadState } from "../../../ui/states.tsx";
import type { Draft } from "../draft/draft.ts";
import { changeSchedule, scheduleState } from "../draft/store.ts";
import type { Worth } from "../draft/valued-days.ts";
import classes from "../schedule.module.css";
import { AfterwardsButton } from "./afterwards-button.tsx";
import { useDraftDocument } from "./draft-document.ts";

interface SaveVersionProps {
  readonly draft: Draft;
  readonly worth: Worth;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

export const SaveVersion = ({ draft, worth, onSaved, onClose }: SaveVersionProps) => {
  const { t } = useTranslation("schedule");
  const { data } = useClients();
  const queries = useQueryClient();
  const documentOf = useDraftDocument();
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [saving, setSaving] = useState(false);

  const save = async (): Promise<void> => {
    setSaving(true);
    const { history } = draft;
    const document = documentOf(draft, worth, note.trim());
    const answer = await data.savePlan({ document });
    setSaving(false);
    if (!answer.ok) return setFault(answer.error);
    const saved = { ...answer.value, note: note.trim(), showings: history.showings };
    const held = scheduleState().draft;
    if (held) changeSchedule({ draft: { ...held, saved, scenario: undefined } });
    await queries.invalidateQueries({ queryKey: ["plans"] });
    onSaved(answer.value.id);
  };

  return (
    <Dialog title={t("save.title")} width={420} onClose={onClose}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          data-autofocus
          label={t("save.note")}
          description={t("save.noteHint")}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {fault && <ErrorState fault={fault} namespace="schedule" />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={saving}>
            {t("save.save")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};

interface VersionsProps {
  readonly venue: number;
  readonly current: string | null;
  readonly onOpen: (plan: PlanRow) => void;
  readonly onClose: () => void;
}

export const Versions = ({ venue, current, onOpen, onClose }: VersionsProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const { data } = useClients();
  const read = useRead(["plans", venue], (signal) => data.listPlans({ venue }, { signal }));
  return (
    <Dialog title={t("versions.title")} width={620} onClose={onClose}>
      <ReadState read={read} namespace="schedule">
        {({ plans }) =>
          plans.length === 0 ? (
            <EmptyState title={t("versions.none")}>{t("versions.noneHint")}</EmptyState>
          ) : (
            <ul className={classes.versions}>
              {plans.map((plan) => (
                <li key={plan.id}>
                  <div>
                    <strong>
                      {t("versions.name", { week: format.day(plan.week), version: plan.version })}
                    </strong>{" "}
                    {plan.id === current && <Tag tone="accent">{t("versions.current")}</Tag>}
                    <p>
                      {[
                        format.dateTime(plan.createdAt),
                        t(plan.low === null ? "versions.figures" : "versions.figuresRange", {
                          count: plan.showings,
                          showings: format.number(plan.showings),
                          admissions: format.number(plan.expectedAdmissions),
                          low: format.number(plan.low ?? 0),
                          high: format.number(plan.high ?? 0),
                        }),
                        plan.note,
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </p>
                  </div>
                  <AfterwardsButton plan={plan} />
                  <Button
                    variant="default"
                    aria-label={t("versions.openNamed", {
                      week: format.day(plan.week),
                      version: plan.version,
                    })}
                    onClick={() => onOpen(plan)}
                  >
                    {t("versions.open")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </ReadState>
    </Dialog>
  );
};
