/** Which engines this computer has, which one runs, and why. */
import { IconCircleCheckFilled, IconCircleDashed } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useEngines } from "../../client/engines.ts";
import { Tag } from "../../ui/figures.tsx";
import { Panel } from "../../ui/page.tsx";
import { LoadingState } from "../../ui/states.tsx";
import classes from "./models.module.css";

export const EngineList = memo(() => {
  const { t } = useTranslation("models");
  const engines = useEngines();
  return (
    <Panel title={t("engines.title")}>
      {engines ? (
        <ul className={classes.engines}>
          {engines.engines.map(({ name, available, reason, device }) => {
            const running = engines.running?.name === name;
            return (
              <li key={name} data-off={!available || undefined} data-running={running || undefined}>
                {running ? (
                  <IconCircleCheckFilled size={16} aria-hidden />
                ) : (
                  <IconCircleDashed size={16} aria-hidden />
                )}
                <div>
                  <strong>{t(`engines.names.${name}`)}</strong>{" "}
                  {running && <Tag tone="good">{t("engines.running")}</Tag>}
                  <p>
                    {t(`engines.reasons.${reason}`)}
                    {device !== "" && ` · ${device}`}
                  </p>
                </div>
              </li>
            );
          })}
        </ul>
      ) : (
        <LoadingState rows={3} />
      )}
    </Panel>
  );
});
