/** What turned and what came in a burst, with the texts that explain it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "../../../shared/contract/reputation.ts";
import { Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { Quotes } from "./quotes.tsx";
import classes from "./reputation.module.css";

const tones = { fall: "bad", rise: "good", burst: "warn" } as const;

export const Alerts = ({ alerts }: { readonly alerts: readonly Alert[] }) => {
  const { t } = useTranslation("reputation");
  if (alerts.length === 0) return null;
  return (
    <Panel title={t("alerts.title")} flush>
      <ul className={classes.alerts}>
        {alerts.map((alert) => (
          <AlertRow key={`${alert.kind} ${alert.at}`} alert={alert} />
        ))}
      </ul>
    </Panel>
  );
};

const AlertRow = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { kind, at, before, after, texts, aspects, evidence } = alert;
  const values = {
    before: format.percent(before),
    after: format.percent(after),
    count: texts,
    n: format.number(texts),
  };
  return (
    <li>
      <div className={classes.alert}>
        <Tag tone={tones[kind]}>{t(`alerts.${kind}`)}</Tag>
        <time dateTime={at}>{format.date(at)}</time>
        <span className={classes.words}>
          {t(`alerts.${kind}Words`, values)}
          {aspects.length > 0 &&
            ` ${t("alerts.aspects", { aspects: format.list(aspects.map((each) => t(`aspects.${each}`))) })}`}
        </span>
        <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "quotes.hide" : "quotes.show")}
        </Button>
      </div>
      {open && <Quotes ids={evidence} />}
    </li>
  );
};
