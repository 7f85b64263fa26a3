/** What a visit does to its rating, or to coming back: for everybody or for one audience. */
import { SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type ExperienceReport,
  type Outcome,
  outcomes,
  returnDays,
} from "../../../shared/domain/experience-report.ts";
import { useConditionWords } from "../../ui/condition-words.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EffectsTable } from "./effects-table.tsx";
import classes from "./experience.module.css";

export const WhatMatters = ({ report }: { readonly report: ExperienceReport }) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const localName = useLocalName();
  const wordsOf = useConditionWords(report.screens);
  const [outcome, setOutcome] = useState<Outcome>("rating");
  const [audience, setAudience] = useState("");
  const audiences = new Map(
    report.effects.flatMap(({ segment }) => (segment ? [[segment.name, segment.nameZh] as const] : [])),
  );
  const shown = report.effects.filter(
    (effect) =>
      effect.outcome === outcome && (effect.segment?.name ?? "") === (outcome === "rating" ? audience : ""),
  );
  return (
    <Panel
      title={t(`effects.title.${outcome}`)}
      actions={
        <div className={classes.controls}>
          {outcome === "rating" && audiences.size > 0 && (
            <Select
              aria-label={t("audience")}
              size="xs"
              allowDeselect={false}
              value={audience}
              data={[
                { value: "", label: t("everybody") },
                ...[...audiences].map(([name, nameZh]) => ({ value: name, label: localName(name, nameZh) })),
              ]}
              onChange={(next) => setAudience(next ?? "")}
            />
          )}
          <SegmentedControl
            aria-label={t("outcome.label")}
            size="xs"
            value={outcome}
            onChange={(next) => setOutcome(next as Outcome)}
            data={outcomes.map((each) => ({ value: each, label: t(`outcome.${each}`) }))}
          />
        </div>
      }
      flush
    >
      <EffectsTable effects={shown} screens={report.screens} />
      <p className={classes.note}>{t(`effects.how.${outcome}`, { days: returnDays })}</p>
      {outcome === "rating" && report.inseparable.length > 0 && (
        <p className={classes.note}>
          {t("effects.inseparable", { conditions: format.list(report.inseparable.map(wordsOf)) })}
        </p>
      )}
    </Panel>
  );
};
