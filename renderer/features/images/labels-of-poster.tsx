/** What the learned head tells of a poster, and the places that speak for the chosen label. */
import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TellsLabel } from "../../../shared/contract/images.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import { ErrorState, ReadState } from "../../ui/states.tsx";
import classes from "./images.module.css";
import { useLabelName } from "./label-words.ts";

const shown = 6;
const places = 7;
const width = 220;

export const PosterWithLabels = ({ film, title }: { readonly film: number; readonly title: string }) => {
  const { t } = useTranslation("images");
  const { data, training } = useClients();
  const head = useRead(["imageHead"], (signal) => data.imageHead({}, { signal }));
  const card = head.data?.card;
  const [chosen, setChosen] = useState<{ kind: TellsLabel["kind"]; name: string } | null>(null);
  const [overlaid, setOverlaid] = useState(true);
  const read = useRead(
    ["imageHead", "labels", card?.id, film],
    async (signal) => (await training()).posterLabels({ film }, { signal }),
    { enabled: Boolean(card) },
  );
  const map = useRead(
    ["imageHead", "map", card?.id, film, chosen],
    async (signal) =>
      (await training()).labelMap(
        { film, kind: chosen?.kind ?? "genre", name: chosen?.name ?? "" },
        { signal },
      ),
    { enabled: Boolean(card) && chosen !== null },
  );
  return (
    <>
      <div className={classes.overlaid}>
        <Poster film={film} title={title} hasPoster width={width} />
        {chosen && overlaid && map.data && <Heat map={map.data.map} />}
      </div>
      {head.data && !card && (
        <p className={classes.how}>
          <Link to="/images/learned">{t("told.learnFirst")}</Link>
        </p>
      )}
      {card && (
        <section>
          <h3>{t("told.title")}</h3>
          <ReadState read={read} namespace="images">
            {({ labels }) => (
              <Labels
                labels={labels}
                chosen={chosen}
                onChoose={(label) => setChosen(label.name === chosen?.name ? null : label)}
              />
            )}
          </ReadState>
          {chosen && (
            <Switch
              mt={8}
              label={t("told.overlay")}
              checked={overlaid}
              onChange={({ currentTarget }) => setOverlaid(currentTarget.checked)}
            />
          )}
          {chosen && map.error && <ErrorState fault={{ type: "Internal" }} namespace="images" />}
          <p className={classes.how}>{t("told.hint")}</p>
        </section>
      )}
    </>
  );
};

interface LabelsProps {
  readonly labels: readonly TellsLabel[];
  readonly chosen: { readonly kind: string; readonly name: string } | null;
  readonly onChoose: (label: TellsLabel) => void;
}

const Labels = ({ labels, chosen, onChoose }: LabelsProps) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const labelName = useLabelName();
  return (
    <ul className={classes.labels}>
      {labels.slice(0, shown).map((label) => (
        <li key={`${label.kind} ${label.name}`}>
          <button
            type="button"
            aria-pressed={label.kind === chosen?.kind && label.name === chosen.name}
            onClick={() => onChoose(label)}
          >
            <span>{labelName(label.kind, label.name)}</span>
            <span className={classes.labelBar} aria-hidden>
              <span style={{ width: `${100 * label.p}%` }} />
            </span>
            <span className={classes.cardValue}>{format.percent(label.p)}</span>
            <span className={classes.cardValue}>
              {label.is === null ? "" : t(label.is ? "told.is" : "told.isNot")}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};

/** What speaks for the label glows, the most strongly most; what speaks against it is left dark. */
const Heat = ({ map }: { readonly map: Float32Array }) => {
  const { t } = useTranslation("images");
  const most = Math.max(...map, Number.EPSILON);
  return (
    <div className={classes.heat} role="img" aria-label={t("told.map")}>
      {Array.from({ length: places * places }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number.
        <span key={place} style={{ opacity: Math.max(0, (map[place] as number) / most) * 0.75 }} />
      ))}
    </div>
  );
};
