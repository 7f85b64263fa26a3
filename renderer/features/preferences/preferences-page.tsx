/** What will be wanted: by a member, a segment, a newcomer; and of a film, by whom. */
import { Button, SegmentedControl } from "@mantine/core";
import { IconChartDots3, IconHandFinger } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { ModelCard } from "../../../shared/contract/training.ts";
import { useChampions } from "../../client/champions.ts";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
import { useRead } from "../../client/read.ts";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import { FilmChooser, MemberChooser, SegmentChooser } from "./choosers.tsx";
import { FilmAudience } from "./film-audience.tsx";
import { ForMember, ForSegment } from "./for-known.tsx";
import { ForNew } from "./for-new.tsx";
import { TasteMapView } from "./map/taste-map.tsx";
import { MatrixPage } from "./matrix/matrix-page.tsx";
import { AllFeedback } from "./member-feedback.tsx";
import classes from "./preferences.module.css";
import { RankingTask, useRankingTask } from "./ranking-task.tsx";
import { SidesPage } from "./sides/sides-page.tsx";
import { WhatIfPage } from "./what-if/what-if-page.tsx";

/** Variants have an undo of their own. */
const EditUndo = () => {
  useEditUndo(useTurnedNote());
  return null;
};

const ways = ["member", "segment", "film", "new", "map", "matrix", "sides", "what-if", "feedback"] as const;
type Way = (typeof ways)[number];

export const PreferencesPage = () => {
  const { t } = useTranslation("preferences");
  const { data } = useClients();
  const navigate = useNavigate();
  const format = useFormat();
  const params = useParams();
  const way: Way = ways.find((each) => each === params.way) ?? "member";
  const id = params.id === undefined || !/^\d+$/.test(params.id) ? null : Number(params.id);
  const read = useRead(["models"], (signal) => data.listModels({}, { signal }));
  const champions = useChampions();
  const { task = way === "film" ? "ratings" : way === "what-if" ? "cold" : "choices" } = useRankingTask();
  const champion = champions.find((each) => each.task === task) ?? champions[0];
  const found = read.data?.cards.find((each) => each.id === champion?.model);
  const card = found ? ModelCard.safeParse(found).data : undefined;
  return (
    <Page
      fill
      title={t("title")}
      subtitle={
        card
          ? t("by", { model: t(`models.${card.name}`), when: format.dateTime(card.createdAt / 1000) })
          : undefined
      }
      actions={
        <>
          {["member", "segment", "new"].includes(way) && <RankingTask />}
          <SegmentedControl
            aria-label={t("ways.label")}
            value={way}
            onChange={(next) => void navigate(`/preferences/${next}`)}
            data={ways.map((each) => ({ value: each, label: t(`ways.${each}`) }))}
          />
        </>
      }
    >
      {way !== "what-if" && <EditUndo />}
      <ReadState read={read} namespace="preferences">
        {({ cards }) =>
          way === "what-if" ? (
            <WhatIfPage of={params.id} />
          ) : way === "map" ? (
            <TasteMapView />
          ) : cards.length === 0 ? (
            <EmptyState
              icon={<IconChartDots3 size={32} />}
              title={t("noModel.title")}
              action={<Button onClick={() => void navigate("/models")}>{t("noModel.train")}</Button>}
            >
              {t("noModel.hint")}
            </EmptyState>
          ) : way === "matrix" ? (
            <MatrixPage />
          ) : way === "sides" ? (
            <SidesPage />
          ) : way === "feedback" ? (
            <div className={classes.result}>
              <AllFeedback />
            </div>
          ) : way === "new" ? (
            <ForNew card={card} />
          ) : (
            <div className={classes.split}>
              {way === "member" && <MemberChooser chosen={id} />}
              {way === "segment" && <SegmentChooser chosen={id} />}
              {way === "film" && <FilmChooser chosen={id} />}
              <div className={classes.result}>
                {id === null ? (
                  <EmptyState icon={<IconHandFinger size={32} />} title={t(`choose.${way}.title`)}>
                    {t(`choose.${way}.hint`)}
                  </EmptyState>
                ) : way === "member" ? (
                  <ForMember key={id} member={id} card={card} />
                ) : way === "segment" ? (
                  <ForSegment key={id} segment={id} card={card} />
                ) : (
                  <FilmAudience key={id} film={id} />
                )}
              </div>
            </div>
          )
        }
      </ReadState>
    </Page>
  );
};
