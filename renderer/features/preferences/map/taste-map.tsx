/** Makes the map, says how far it is, and shows it. */
import { Button } from "@mantine/core";
import { IconMap } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ProgressBar } from "../../../ui/progress.tsx";
import { EmptyState, ReadState } from "../../../ui/states.tsx";
import classes from "./map.module.css";
import { MapPage } from "./map-page.tsx";
import { useTasteMap } from "./use-taste-map.ts";

export const TasteMapView = () => {
  const { t } = useTranslation("exploring");
  const navigate = useNavigate();
  const { read, phase, share, stopped, cancel } = useTasteMap();
  if (stopped)
    return (
      <EmptyState
        icon={<IconMap size={32} />}
        title={t("map.stopped")}
        action={<Button onClick={() => void read.refetch()}>{t("map.make")}</Button>}
      >
        {t("map.stoppedHint")}
      </EmptyState>
    );
  return (
    <ReadState
      read={read}
      namespace="exploring"
      loading={
        <div className={classes.working} aria-busy>
          <ProgressBar label={t(`map.phase.${phase}`)} share={share} onCancel={cancel} />
        </div>
      }
    >
      {(map) => (
        <>
          {map.basis === "traits" && (
            <p className={classes.notice}>
              {t(map.model === null ? "map.withoutModel" : "map.flatModel")}{" "}
              <Button size="compact-xs" variant="light" onClick={() => void navigate("/models")}>
                {t("map.train")}
              </Button>
            </p>
          )}
          <MapPage map={map} />
        </>
      )}
    </ReadState>
  );
};
