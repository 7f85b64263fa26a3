/** What the plan rested on when it was stored; none of it has changed since. */
import { useTranslation } from "react-i18next";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./actuals.module.css";

export const Basis = ({ document }: { readonly document: PlanDocument }) => {
  const { t } = useTranslation("actuals");
  const format = useFormat();
  const facts = [
    { name: t("basis.stored"), values: [format.dateTime(Date.parse(document.createdAt) / 1000)] },
    { name: t("basis.note"), values: document.note ? [document.note] : [] },
    { name: t("basis.model"), values: document.model ? [document.model.name] : [] },
    { name: t("basis.assumptions"), values: document.assumptions },
  ];
  return (
    <Panel title={t("basis.title")}>
      <dl className={classes.facts} data-selectable>
        {facts.map(({ name, values }) => (
          <div key={name}>
            <dt>{name}</dt>
            {(values.length > 0 ? values : ["–"]).map((value) => (
              <dd key={value}>{value}</dd>
            ))}
          </div>
        ))}
      </dl>
    </Panel>
  );
};
