/** Beside the map: what its colours mean and what was selected; clusters can be chosen here without a mouse. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconUsersPlus, IconX } from "@tabler/icons-react";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TasteMap } from "../../../../shared/contract/exploring.ts";
import type { LegendEntry } from "../../../charts/scatter/scatter-view.ts";
import { useClients } from "../../../client/context.tsx";
import { unwrap } from "../../../client/read.ts";
import { copyText, toTsv } from "../../../ui/clipboard.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { MinimumGroup, Suppressed } from "../../../ui/states.tsx";
import { MakeSegment } from "./make-segment.tsx";
import classes from "./map.module.css";
import type { Colouring } from "./map-colours.ts";

export interface Selection {
  /** Rows of the map. */
  readonly members: Int32Array;
  readonly films: Int32Array;
  /** Of a chosen cluster; "" for a free choice. */
  readonly name: string;
}

interface MapSideProps {
  readonly map: TasteMap;
  readonly names: readonly string[];
  readonly by: Colouring;
  readonly legend: readonly LegendEntry[];
  readonly selection: Selection | null;
  readonly onSelectCluster: (at: number) => void;
  readonly onClear: () => void;
}

export const MapSide = ({ map, names, by, legend, selection, onSelectCluster, onClear }: MapSideProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  return (
    <aside className={classes.side} aria-label={t("map.side")}>
      {selection ? (
        <Selected map={map} selection={selection} onClear={onClear} />
      ) : (
        <p className={classes.dim}>{t("map.selectHint")}</p>
      )}
      <h2>{t(`map.legend.${by}`)}</h2>
      <ul className={classes.legend}>
        {by === "cluster"
          ? map.clusters.map(({ films, members }, at) => (
              <li key={names[at]}>
                <button type="button" className={classes.cluster} onClick={() => onSelectCluster(at)}>
                  <Swatch colour={legend[at]?.colour} />
                  <span>
                    {names[at]}
                    <span className={classes.dim}>
                      {t("map.films", { count: films, n: format.number(films) })} ·{" "}
                      {members === null ? (
                        <Suppressed compact />
                      ) : (
                        t("map.members", { count: members, n: format.number(members) })
                      )}
                    </span>
                  </span>
                </button>
              </li>
            ))
          : legend.map(({ colour, text }) => (
              <li key={text} className={classes.entry}>
                <Swatch colour={colour} />
                {text}
              </li>
            ))}
      </ul>
    </aside>
  );
};

const Swatch = ({ colour }: { readonly colour: string | undefined }) => (
  <span className={classes.swatch} style={{ background: colour }} aria-hidden />
);

/** More titles than this are for an export. */
const copiedFilms = 5000;

interface SelectedProps {
  readonly map: TasteMap;
  readonly selection: Selection;
  readonly onClear: () => void;
}

const Selected = ({ map, selection, onClear }: SelectedProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const localName = useLocalName();
  const minimum = useContext(MinimumGroup);
  const { data } = useClients();
  const [naming, setNaming] = useState(false);
  const { members, films, name } = selection;
  const few = members.length > 0 && members.length < minimum;
  const copyFilms = async (): Promise<void> => {
    const ids = Array.from(films.slice(0, copiedFilms), (row) => map.films.ids[row] as number);
    const { rows } = await unwrap(data.filmTitles({ films: ids }));
    copyText(
      toTsv([
        [t("map.column.film"), t("map.column.year")],
        ...rows.map(({ title, titleZh, year }) => [
          localName(title, titleZh),
          year === null ? "" : String(year),
        ]),
      ]),
    );
    notifications.show({ message: t("map.copied", { count: rows.length, n: format.number(rows.length) }) });
  };
  return (
    <section className={classes.selected} aria-label={t("map.selected")}>
      <h2>{name || t("map.selected")}</h2>
      <p role="status">
        {t("map.films", { count: films.length, n: format.number(films.length) })} ·{" "}
        {few ? (
          <Suppressed compact />
        ) : (
          t("map.members", { count: members.length, n: format.number(members.length) })
        )}
      </p>
      <Button
        size="xs"
        leftSection={<IconUsersPlus size={14} />}
        disabled={members.length < minimum}
        title={members.length < minimum ? t("map.tooFew", { count: minimum }) : undefined}
        onClick={() => setNaming(true)}
      >
        {t("map.makeSegment")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCopy size={14} />}
        disabled={films.length === 0}
        onClick={() => void copyFilms()}
      >
        {t("map.copyFilms")}
      </Button>
      <Button size="xs" variant="subtle" leftSection={<IconX size={14} />} onClick={onClear}>
        {t("map.clear")}
      </Button>
      {naming && (
        <MakeSegment
          name={name}
          members={members.map((row) => map.members.ids[row] as number)}
          onClose={() => setNaming(false)}
        />
      )}
    </section>
  );
};
