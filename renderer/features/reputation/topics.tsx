/** What the texts are about more than others are, by their own words. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Reputation } from "../../../shared/contract/reputation.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { Quotes } from "./quotes.tsx";
import classes from "./reputation.module.css";

export const Topics = ({ topics }: Pick<Reputation, "topics">) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const [open, setOpen] = useState("");
  const chosen = topics.find(({ words }) => words === open);
  return (
    <Panel title={t("topics.title")}>
      {topics.length === 0 ? (
        <p className={classes.note}>{t("topics.none")}</p>
      ) : (
        <>
          <ul className={classes.topics}>
            {topics.map(({ words, texts, positive }) => (
              <li key={words}>
                <button
                  type="button"
                  aria-pressed={words === open}
                  onClick={() => setOpen(words === open ? "" : words)}
                  title={t("topics.words", {
                    count: texts,
                    n: format.number(texts),
                    praise: format.percent(positive),
                  })}
                >
                  {words} <span className={classes.count}>{format.number(texts)}</span>
                </button>
              </li>
            ))}
          </ul>
          {chosen && <Quotes ids={chosen.evidence} />}
        </>
      )}
    </Panel>
  );
};
