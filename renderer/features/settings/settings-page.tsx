/** Preferences of this computer, and what runs here. Each takes effect at once. */
import { SegmentedControl, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Preferences } from "../../../shared/contract/host.ts";
import { useClients } from "../../client/context.tsx";
import { useEngines } from "../../client/engines.ts";
import { usePreferences } from "../../client/preferences.ts";
import { useRead } from "../../client/read.ts";
import { Tag } from "../../ui/figures.tsx";
import { Facts, Page, Panel } from "../../ui/page.tsx";
import { PrivacyPanel } from "./privacy-panel.tsx";
import { SafetyPanel } from "./safety/safety-panel.tsx";
import { Setting } from "./setting.tsx";
import classes from "./settings.module.css";
import { WarehousePanel } from "./warehouse-panel.tsx";

const { language, theme, engine } = Preferences.shape;

export const SettingsPage = () => {
  const { t } = useTranslation("settings");
  const { host } = useClients();
  const { preferences, change } = usePreferences();
  const engines = useEngines();
  const versions = useRead(["preferences", "versions"], (signal) => host.versions({}, { signal })).data;
  return (
    <Page title={t("title")}>
      <div className={classes.settings}>
        <Panel title={t("look")}>
          <Setting name={t("language.name")} words={t("language.words")}>
            {(label) => (
              <Select
                {...label}
                w={200}
                allowDeselect={false}
                value={preferences.language}
                data={[
                  { value: "en", label: "English" },
                  { value: "zh-CN", label: "简体中文" },
                ]}
                onChange={(value) => change({ language: language.parse(value) })}
              />
            )}
          </Setting>
          <Setting name={t("theme.name")} words={t("theme.words")}>
            {(label) => (
              <SegmentedControl
                {...label}
                value={preferences.theme}
                data={theme.options.map((value) => ({ value, label: t(`theme.${value}`) }))}
                onChange={(value) => change({ theme: theme.parse(value) })}
              />
            )}
          </Setting>
        </Panel>
        <Panel title={t("learning")}>
          <Setting name={t("engine.name")} words={t("engine.words")}>
            {(label) => (
              <Select
                {...label}
                w={200}
                allowDeselect={false}
                value={preferences.engine}
                data={engine.options.map((value) => ({
                  value,
                  label:
                    value === "auto"
                      ? t("engine.auto", { engine: engines ? t(`engine.names.${engines.auto}`) : "…" })
                      : t(`engine.names.${value}`),
                  disabled:
                    value !== "auto" &&
                    engines !== undefined &&
                    !engines.engines.some(({ name, available }) => name === value && available),
                }))}
                onChange={(value) => change({ engine: engine.parse(value) })}
              />
            )}
          </Setting>
          <ul className={classes.engines} aria-busy={engines === undefined}>
            {engines?.engines.map(({ name, available, reason, device }) => (
              <li key={name}>
                <span className={classes.engineName}>{t(`engine.names.${name}`)}</span>
                <Tag tone={engines.running?.name === name ? "accent" : available ? "neutral" : "warn"}>
                  {engines.running?.name === name
                    ? t("engine.running")
                    : available
                      ? t("engine.available")
                      : t("engine.unavailable")}
                </Tag>
                <span className={classes.dim}>
                  {[t(`engine.reasons.${reason}`), device].filter(Boolean).join(" · ")}
                </span>
              </li>
            )) ?? <li className={classes.dim}>{t("engine.measuring")}</li>}
          </ul>
        </Panel>
        <PrivacyPanel />
        <SafetyPanel />
        <WarehousePanel />
        <Panel title={t("about.title")}>
          <Facts
            facts={[
              ["Marquee", versions?.marquee],
              ["Electron", versions?.electron],
              ["Chromium", versions?.chromium],
              ["Node.js", versions?.node],
              [t("about.logFolder"), versions?.logFolder],
            ]}
          />
        </Panel>
      </div>
    </Page>
  );
};
