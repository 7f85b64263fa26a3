/** Segments by films: what share of each would like each, as a table whose cells are coloured. */
import { Button, MultiSelect, SegmentedControl, Select } from "@mantine/core";
import { IconPhoto, IconTable } from "@tabler/icons-react";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LikeShare } from "../../../../shared/contract/training.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import { SavePictureContext } from "../../../charts/save-picture.ts";
import { LongRead } from "../../../client/long-read.tsx";
import { TableExport } from "../../../client/table-export.tsx";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { EmptyState, ErrorState, Suppressed } from "../../../ui/states.tsx";
import { useFilmSearch } from "../choosers.tsx";
import { LikeSharesWait } from "../like-shares-wait.tsx";
import { CellReasons } from "./cell-reasons.tsx";
import classes from "./matrix.module.css";
import { matrixPicture } from "./matrix-picture.ts";
import { type ColumnSet, columnSets, type MatrixRow, useMatrix } from "./use-matrix.ts";

type Sort = { readonly by: "film"; readonly film: number } | { readonly by: "row"; readonly at: number };

/** At most so much of the colour, that words upon it stay readable. */
const strongest = 45;

export const MatrixPage = () => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const localName = useLocalName();
  const savePicture = useContext(SavePictureContext);
  const [set, setSet] = useState<ColumnSet>("seen");
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [mode, setMode] = useState<"share" | "difference">("share");
  const [sort, setSort] = useState<Sort | null>(null);
  const [open, setOpen] = useState<{ readonly row: number; readonly film: number } | null>(null);
  const matrix = useMatrix(set, chosen);
  const everybody = matrix.rows[0]?.cells;

  const cellValue = ({ cells }: MatrixRow, film: number): number | null => {
    const share = cells?.get(film)?.likeShare;
    const usual = everybody?.get(film)?.likeShare;
    if (share === undefined) return null;
    return mode === "share" ? share : usual === undefined ? null : share - usual;
  };
  const low = Number.NEGATIVE_INFINITY;
  const sortRow = sort?.by === "row" ? matrix.rows[sort.at] : undefined;
  const films = sortRow
    ? [...matrix.films].sort((a, b) => (cellValue(sortRow, b.id) ?? low) - (cellValue(sortRow, a.id) ?? low))
    : matrix.films;
  const rows = [...matrix.rows.keys()];
  if (sort?.by === "film")
    rows.sort(
      (a, b) =>
        (cellValue(matrix.rows[b] as MatrixRow, sort.film) ?? low) -
        (cellValue(matrix.rows[a] as MatrixRow, sort.film) ?? low),
    );
  const values = matrix.rows.flatMap((row) => films.map(({ id }) => cellValue(row, id) ?? [])).flat();
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(Math.abs(least), Math.abs(most), 1e-6);
  const colourOf = (value: number): string => {
    const strength =
      mode === "share" ? (value - least) / Math.max(most - least, 1e-6) : Math.abs(value) / reach;
    const ink = mode === "difference" && value < 0 ? "var(--chart-2)" : "var(--accent)";
    return `color-mix(in oklab, ${ink} ${(strength * strongest).toFixed(0)}%, var(--surface))`;
  };
  const figure = (value: number): string =>
    mode === "share" ? format.percent(value) : t("matrix.points", { n: format.signed(100 * value) });
  const nameOf = ({ segment }: MatrixRow): string =>
    segment ? localName(segment.name, segment.nameZh) : t("matrix.everybody");
  const textOf = (row: MatrixRow, film: number): string => {
    const value = cellValue(row, film);
    return row.cells === null ? t("matrix.kept") : value === null ? "" : figure(value);
  };
  const intervalOf = ({ likeShare, low: from, high }: LikeShare): string =>
    t("matrix.interval", {
      share: format.percent(likeShare),
      low: format.percent(from),
      high: format.percent(high),
    });
  const title = t("matrix.title");
  const table = (): string[][] => [
    [title, ...films.map((film) => localName(film.title, film.titleZh))],
    ...rows.map((at) => {
      const row = matrix.rows[at] as MatrixRow;
      return [nameOf(row), ...films.map(({ id }) => textOf(row, id))];
    }),
  ];
  const document = (): TableDocument => ({
    title,
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    facts: [],
    columns: (
      [
        ["segment", "text", 28],
        ["members", "whole", 10],
        ["film", "text", 40],
        ["like_share", "share", 12],
        ["low", "share", 10],
        ["high", "share", 10],
        ["against_everybody", "number", 14],
        ["ratings", "whole", 10],
      ] as const
    ).map(([key, kind, width]) => ({ key, kind, width, header: t(`matrix.column.${key}`) })),
    rows: rows.flatMap((at) => {
      const row = matrix.rows[at] as MatrixRow;
      return films.map((film) => {
        const share = row.cells?.get(film.id);
        const usual = everybody?.get(film.id)?.likeShare;
        return [
          nameOf(row),
          row.segment?.members ?? null,
          localName(film.title, film.titleZh),
          share?.likeShare ?? null,
          share?.low ?? null,
          share?.high ?? null,
          share && usual !== undefined ? share.likeShare - usual : null,
          film.ratings,
        ];
      });
    }),
  });
  const picture = async (): Promise<void> => {
    const [head = [], ...body] = table();
    const bytes = await matrixPicture(
      head,
      body.map((cells, n) => ({
        cells,
        colours: films.map(({ id }) => {
          const value = cellValue(matrix.rows[rows[n] as number] as MatrixRow, id);
          return value === null ? null : colourOf(value);
        }),
      })),
    );
    await savePicture({ suggestedName: title, kind: "png", bytes });
  };
  const toggle = (next: Sort): void => setSort(JSON.stringify(next) === JSON.stringify(sort) ? null : next);

  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Select
          size="xs"
          w={200}
          aria-label={t("matrix.columns")}
          value={set}
          onChange={(next) => {
            setSet(next as ColumnSet);
            setOpen(null);
          }}
          data={columnSets.map((each) => ({ value: each, label: t(`matrix.set.${each}`) }))}
          allowDeselect={false}
        />
        {set === "chosen" && <FilmsChooser chosen={chosen} onChoose={setChosen} />}
        <SegmentedControl
          size="xs"
          aria-label={t("matrix.mode")}
          value={mode}
          onChange={(next) => setMode(next as typeof mode)}
          data={(["share", "difference"] as const).map((each) => ({
            value: each,
            label: t(`matrix.modes.${each}`),
          }))}
        />
        <span className={classes.gap} />
        <TableExport document={films.length > 0 ? document : null} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPhoto size={14} />}
          disabled={films.length === 0}
          onClick={() => void picture()}
        >
          {t("map.savePng")}
        </Button>
      </div>
      {matrix.error && (
        <ErrorState fault={faultOf(matrix.error)} namespace="preferences" onRetry={matrix.retry} />
      )}
      {films.length > 0 && (
        <div className={classes.progress}>
          <LikeSharesWait of={matrix.asked} />
        </div>
      )}
      {set !== "chosen" && !matrix.error && matrix.choosing.data === undefined ? (
        <LongRead read={matrix.choosing} queryKey={matrix.choosingKey} />
      ) : films.length === 0 && !matrix.error ? (
        <EmptyState icon={<IconTable size={28} />} title={t(`matrix.none.${set}`)}>
          {t("matrix.noneHint")}
        </EmptyState>
      ) : (
        <div className={classes.body}>
          <div className={classes.table} tabIndex={0} role="region" aria-label={title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("matrix.segment")}</th>
                  {films.map((film) => (
                    <th key={film.id} scope="col" className={classes.film}>
                      <button type="button" onClick={() => toggle({ by: "film", film: film.id })}>
                        {localName(film.title, film.titleZh)}
                      </button>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((at) => {
                  const row = matrix.rows[at] as MatrixRow;
                  return (
                    <tr key={row.segment?.id ?? "everybody"}>
                      <th scope="row">
                        <button type="button" onClick={() => toggle({ by: "row", at })}>
                          {nameOf(row)}
                        </button>
                        {row.segment && (
                          <span className={classes.size}>
                            {row.segment.members === null ? (
                              <Suppressed compact />
                            ) : (
                              format.number(row.segment.members)
                            )}
                          </span>
                        )}
                      </th>
                      {films.map(({ id }) => {
                        const value = cellValue(row, id);
                        const share = row.cells?.get(id);
                        if (value === null || !share)
                          return (
                            <td key={id} className={classes.empty}>
                              {row.cells === null ? t("matrix.kept") : "…"}
                            </td>
                          );
                        return (
                          <td key={id} style={{ background: colourOf(value) }}>
                            <button
                              type="button"
                              title={intervalOf(share)}
                              aria-pressed={open?.row === at && open.film === id}
                              onClick={() => setOpen({ row: at, film: id })}
                            >
                              {figure(value)}
                            </button>
                          </td>
                        );
                      })}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          {open && matrix.rows[open.row]?.cells?.get(open.film) && (
            <CellReasons
              row={matrix.rows[open.row] as MatrixRow}
              name={nameOf(matrix.rows[open.row] as MatrixRow)}
              share={matrix.rows[open.row]?.cells?.get(open.film) as LikeShare}
              usual={everybody?.get(open.film)}
              onClose={() => setOpen(null)}
            />
          )}
        </div>
      )}
    </div>
  );
};

interface FilmsChooserProps {
  readonly chosen: readonly number[];
  readonly onChoose: (films: readonly number[]) => void;
}

const FilmsChooser = ({ chosen, onChoose }: FilmsChooserProps) => {
  const { t } = useTranslation("exploring");
  const localName = useLocalName();
  const { search, setSearch, read } = useFilmSearch();
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  const found = (read.data?.rows ?? []).map(
    ({ id, title, titleZh }) => [String(id), localName(title, titleZh)] as const,
  );
  const options = new Map([...labels, ...found]);
  return (
    <MultiSelect
      size="xs"
      w={320}
      searchable
      aria-label={t("matrix.choose")}
      placeholder={chosen.length === 0 ? t("matrix.choose") : ""}
      maxValues={20}
      value={chosen.map(String)}
      searchValue={search}
      onSearchChange={setSearch}
      data={[...options].map(([value, label]) => ({ value, label }))}
      filter={({ options: all }) => all}
      onChange={(next) => {
        setLabels(new Map(next.map((value) => [value, options.get(value) ?? value])));
        onChoose(next.map(Number));
      }}
    />
  );
};
