/** The taste map: films and members where their tastes put them. */
import { ActionIcon, SegmentedControl, Select, useComputedColorScheme } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconHandMove,
  IconLasso,
  IconMap,
  IconMinus,
  IconPhoto,
  IconPlus,
  IconRectangle,
  IconTable,
} from "@tabler/icons-react";
import { useContext, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { TasteMap } from "../../../../shared/contract/exploring.ts";
import { SavePictureContext } from "../../../charts/save-picture.ts";
import { type Hit, Scatter, type ScatterHandle, type ScatterTool } from "../../../charts/scatter/scatter.tsx";
import { useClients } from "../../../client/context.tsx";
import { useGraphicsHardware } from "../../../client/engines.ts";
import { useRead } from "../../../client/read.ts";
import { useFormat, useGenreName, useLocalName } from "../../../ui/format.ts";
import { useClusterNames } from "./cluster-names.ts";
import { FindOnMap } from "./find-on-map.tsx";
import classes from "./map.module.css";
import { type Colouring, colourings, coloursOf } from "./map-colours.ts";
import { MapSide, type Selection } from "./map-side.tsx";
import { MapTable } from "./map-table.tsx";
import { MapTip } from "./map-tip.tsx";

const shown = ["both", "films", "members"] as const;
/** Films whose like-share is asked of the model; the others stay quiet. */
const askedFilms = 300;

interface MapPageProps {
  readonly map: TasteMap;
}

export const MapPage = ({ map }: MapPageProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const genreName = useGenreName();
  const localName = useLocalName();
  const navigate = useNavigate();
  const dark = useComputedColorScheme() === "dark";
  const savePicture = useContext(SavePictureContext);
  const { data } = useClients();
  const scatter = useRef<ScatterHandle>(null);
  const hardware = useGraphicsHardware();
  const [by, setBy] = useState<Colouring>("cluster");
  const [what, setWhat] = useState<(typeof shown)[number]>("both");
  const [tool, setTool] = useState<ScatterTool>("move");
  const [asTable, setAsTable] = useState(false);
  const [segment, setSegment] = useState<number | null>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [found, setFound] = useState<Hit | null>(null);
  const names = useClusterNames(map.clusters);
  const segments = (
    useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments ?? []
  ).filter(({ members }) => members !== null);
  const shares = useSegmentShares(map, by === "segment" ? (segment ?? segments[0]?.id ?? null) : null);

  const colours = useMemo(
    () =>
      coloursOf(
        map,
        by,
        shares,
        {
          clusters: names,
          genre: genreName,
          decade: (decade) => t("decade", { decade }),
          ratings: (from, to) =>
            t("map.ratingsBetween", { from: format.number(from), to: format.number(to) }),
          share: (from, to) => t("map.sharesBetween", { from: format.percent(from), to: format.percent(to) }),
        },
        dark,
      ),
    [map, by, shares, names, genreName, t, format, dark],
  );
  const layers = useMemo(() => {
    const chosen = (colour: Uint8Array, rows: Int32Array | undefined): Uint8Array => {
      if (!rows) return colour;
      const only = new Uint8Array(colour.length);
      for (const row of rows) only[row] = colour[row] as number;
      return only;
    };
    const { films, members } = map;
    const none = { x: new Float32Array(0), y: new Float32Array(0), colour: new Uint8Array(0) };
    return [
      {
        ...(what === "films"
          ? none
          : { x: members.x, y: members.y, colour: chosen(colours.members, selection?.members) }),
        size: 2,
        alpha: 0.45,
      },
      {
        ...(what === "members"
          ? none
          : { x: films.x, y: films.y, colour: chosen(colours.films, selection?.films) }),
        size: map.films.ids.length > 20_000 ? 2.5 : 4,
        alpha: 0.9,
      },
    ];
  }, [map, colours, what, selection]);
  const labels = useMemo(
    () => map.clusters.map(({ x, y }, at) => ({ x, y, text: names[at] as string })),
    [map, names],
  );
  const legend = colours.texts.map((text, at) => ({ colour: colours.palette[at + 1] as string, text }));
  const pointsOf = ({ layer }: Hit) => (layer === 0 ? map.members : map.films);
  const marked = found
    ? [{ x: pointsOf(found).x[found.row] as number, y: pointsOf(found).y[found.row] as number }]
    : [];
  const content = { layers, palette: colours.palette, labels, marked };

  const open = (hit: Hit): void =>
    void navigate(
      `/preferences/${hit.layer === 0 ? "member" : "film"}/${pointsOf(hit).ids[hit.row] as number}`,
    );
  const select = ([members, films]: readonly Int32Array[]): void => {
    const none = new Int32Array(0);
    if ((members?.length ?? 0) + (films?.length ?? 0) > 0)
      setSelection({ members: members ?? none, films: films ?? none, name: "" });
    else setSelection(null);
  };
  const selectCluster = (at: number): void => {
    const rowsOf = (cluster: Int16Array): Int32Array =>
      Int32Array.from(cluster.keys()).filter((row) => cluster[row] === at);
    setSelection({
      members: rowsOf(map.members.cluster),
      films: rowsOf(map.films.cluster),
      name: names[at] as string,
    });
  };
  const tools = [
    { tool: "move", icon: <IconHandMove size={16} /> },
    { tool: "lasso", icon: <IconLasso size={16} /> },
    { tool: "rectangle", icon: <IconRectangle size={16} /> },
  ] as const;
  const picture = async (): Promise<void> => {
    if (!scatter.current) return;
    const bytes = await scatter.current.picture(t("map.title"), legend);
    await savePicture({ suggestedName: t("map.title"), kind: "png", bytes });
  };

  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t("map.show")}
          value={what}
          onChange={(next) => setWhat(next as typeof what)}
          data={shown.map((each) => ({ value: each, label: t(`map.shown.${each}`) }))}
        />
        <Select
          size="xs"
          w={190}
          aria-label={t("map.colourBy")}
          value={by}
          onChange={(next) => setBy(next as Colouring)}
          data={colourings
            .filter((each) => each !== "segment" || (segments.length > 0 && map.model !== null))
            .map((each) => ({ value: each, label: t(`map.colour.${each}`) }))}
          allowDeselect={false}
        />
        {by === "segment" && (
          <Select
            size="xs"
            w={180}
            aria-label={t("map.segment")}
            value={String(segment ?? segments[0]?.id ?? "")}
            onChange={(next) => setSegment(Number(next))}
            data={segments.map(({ id, name, nameZh }) => ({
              value: String(id),
              label: localName(name, nameZh),
            }))}
            allowDeselect={false}
          />
        )}
        <FindOnMap
          map={map}
          onFound={(hit) => {
            setFound(hit);
            scatter.current?.goTo({
              x: pointsOf(hit).x[hit.row] as number,
              y: pointsOf(hit).y[hit.row] as number,
            });
          }}
        />
        <span className={classes.gap} />
        <fieldset className={classes.tools} aria-label={t("map.tools")}>
          {tools.map(({ tool: each, icon }) => (
            <ActionIcon
              key={each}
              variant={tool === each ? "light" : "subtle"}
              aria-pressed={tool === each}
              aria-label={t(`map.tool.${each}`)}
              title={t(`map.tool.${each}`)}
              onClick={() => setTool(each)}
            >
              {icon}
            </ActionIcon>
          ))}
        </fieldset>
        <ActionIcon
          aria-label={t("map.zoomIn")}
          title={t("map.zoomIn")}
          onClick={() => scatter.current?.zoom(1.5)}
        >
          <IconPlus size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={t("map.zoomOut")}
          title={t("map.zoomOut")}
          onClick={() => scatter.current?.zoom(1 / 1.5)}
        >
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={t("map.whole")}
          title={t("map.whole")}
          onClick={() => scatter.current?.whole()}
        >
          <IconArrowsMaximize size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={t(asTable ? "map.asMap" : "map.asTable")}
          title={t(asTable ? "map.asMap" : "map.asTable")}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <IconMap size={16} /> : <IconTable size={16} />}
        </ActionIcon>
        <ActionIcon
          aria-label={t("map.savePng")}
          title={t("map.savePng")}
          disabled={asTable}
          onClick={() => void picture()}
        >
          <IconPhoto size={16} />
        </ActionIcon>
      </div>
      <div className={classes.body}>
        {asTable ? (
          <MapTable map={map} names={names} onSelect={selectCluster} />
        ) : (
          <Scatter
            ref={scatter}
            content={content}
            hardware={hardware}
            tool={tool}
            label={t("map.label", {
              films: format.number(map.films.ids.length),
              members: format.number(map.members.ids.length),
            })}
            onOpen={open}
            onSelect={select}
            tip={(hit) => <MapTip map={map} hit={hit} names={names} />}
          />
        )}
        <MapSide
          map={map}
          names={names}
          by={by}
          legend={legend}
          selection={selection}
          onSelectCluster={selectCluster}
          onClear={() => setSelection(null)}
        />
      </div>
    </div>
  );
};

/** What share of the segment would like each of the films that most know. */
const useSegmentShares = (map: TasteMap, segment: number | null): ReadonlyMap<number, number> => {
  const { data, training } = useClients();
  const films = useMemo(
    () =>
      [...map.films.ids.keys()]
        .sort((a, b) => (map.films.ratings[b] as number) - (map.films.ratings[a] as number))
        .slice(0, askedFilms)
        .map((row) => map.films.ids[row] as number),
    [map],
  );
  const members = useRead(
    ["segmentMembers", segment],
    (signal) => data.segmentMembers({ segment: segment as number }, { signal }),
    { enabled: segment !== null },
  ).data?.members;
  const read = useRead(
    ["predictions", "mapShares", segment],
    async (signal) => (await training()).likeShares({ films, members: [...(members ?? [])] }, { signal }),
    { enabled: members !== undefined, keepPrevious: true },
  );
  return useMemo(
    () => new Map(read.data?.shares.map(({ film, likeShare }) => [film, likeShare])),
    [read.data],
  );
};
