/** A series, studio, venue or person in one picture: what the week, its plan, the talk and the audience say of it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Venue } from "../../../shared/contract/planning.ts";
import { type Picture, type Topic, topics } from "../../../shared/domain/briefing.ts";
import { ok } from "../../../shared/domain/result.ts";
import { gatherPicture, type PictureKind } from "../../client/briefing/subject.ts";
import { useClients } from "../../client/context.tsx";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { WriteFiles } from "../../client/write-files.tsx";
import { headingsOf } from "../../ui/briefing/briefing-document.ts";
import { Told } from "../../ui/briefing/told.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { ReadState } from "../../ui/states.tsx";
import { writePicture } from "./picture.ts";
import classes from "./reputation.module.css";

interface PicturePageProps {
  readonly kind: PictureKind;
  readonly of: string;
}

export const PicturePage = ({ kind, of }: PicturePageProps) => {
  const { data } = useClients();
  const read = useRead(["venues"], (signal) => data.listVenues({}, { signal }));
  return (
    <ReadState read={read}>
      {({ venues }) => (
        <Gathered
          key={`${kind} ${of}`}
          kind={kind}
          of={of}
          venue={
            venues.find(({ id, nextWeek }) => nextWeek !== null && (kind !== "venue" || String(id) === of)) ??
            null
          }
        />
      )}
    </ReadState>
  );
};

const Gathered = ({ kind, of, venue }: PicturePageProps & { readonly venue: Venue | null }) => {
  const { t } = useTranslation("briefing");
  const clients = useClients();
  const format = useFormat();
  const localName = useLocalName();
  const [topic, setTopic] = useState<Topic>(topics[0]);
  const house = venue?.nextWeek ? { venue, week: venue.nextWeek } : null;
  const queryKey = ["picture", kind, of, venue?.id ?? 0, house?.week ?? ""];
  const read = useRead(
    queryKey,
    async (signal) => ok(await gatherPicture({ clients, kind, key: of, house, signal }, setTopic)),
    { everyVisit: true },
  );
  return (
    <LongReadState
      read={read}
      queryKey={queryKey}
      namespace="briefing"
      label={`${t("picture.working")} · ${t(`subjectTopics.${topic}`)}`}
      share={topics.indexOf(topic) / topics.length}
    >
      {(picture: Picture) => (
        <div className={classes.stack}>
          <div className={classes.pictureHead}>
            <div>
              <h2 className={classes.title}>{localName(picture.subject.name, picture.subject.nameZh)}</h2>
              {house && (
                <p className={classes.pictureOf}>
                  {t("picture.house", {
                    venue: localName(house.venue.name, house.venue.nameZh),
                    week: format.date(house.week),
                  })}
                </p>
              )}
            </div>
            <WriteFiles
              label={t("picture.write")}
              written={(files) => t("written", { files })}
              write={(folder) => writePicture(clients, picture, folder, format)}
            />
          </div>
          <Told
            statements={picture.statements}
            missing={picture.missing}
            week={house?.week ?? ""}
            headings={headingsOf(picture.subject)}
          />
        </div>
      )}
    </LongReadState>
  );
};
