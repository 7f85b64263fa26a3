/** A chart's title, its table view, its export, and the words that stand for it where it cannot be seen. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconChartBar, IconDots, IconTable } from "@tabler/icons-react";
import { memo, type ReactNode, type RefObject, useContext, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText, toTsv } from "../ui/clipboard.ts";
import { toCsv } from "../ui/csv.ts";
import classes from "./frame.module.css";
import { pngOfSvg, svgText } from "./picture.ts";
import { SavePictureContext } from "./save-picture.ts";
import { axisTitle, type ChartSpec, chartRows } from "./spec.ts";

interface PictureFrameProps {
  /** A question the picture answers, or what it finds. */
  readonly title: string;
  readonly description?: string | undefined;
  /** What the picture shows, head first. */
  readonly table: readonly (readonly string[])[];
  readonly height: number;
  readonly children: ReactNode;
}

const tableOf = (spec: ChartSpec): string[][] => [
  [axisTitle(spec.x), ...spec.series.map(({ name }) => name)],
  ...chartRows(spec).map(({ x, values }) => [
    spec.x.format?.(x) ?? String(x),
    ...values.map((value) => (value === null ? "" : (spec.y.format?.(value) ?? String(value)))),
  ]),
];

export const ChartFrame = ({
  spec,
  ...rest
}: Pick<PictureFrameProps, "height" | "children"> & { readonly spec: ChartSpec }) => (
  <PictureFrame title={spec.title} description={spec.description} table={tableOf(spec)} {...rest} />
);

export const PictureFrame = ({ title, description, table, height, children }: PictureFrameProps) => {
  const [asTable, setAsTable] = useState(false);
  const picture = useRef<HTMLDivElement>(null);
  const shown = useRef({ title, table });
  shown.current = { title, table };
  const titleId = useId();
  const [head = [], ...body] = asTable ? table : [];

  return (
    <figure className={classes.frame} aria-labelledby={titleId}>
      <figcaption className={classes.caption}>
        <div className={classes.words}>
          <h3 id={titleId}>{title}</h3>
          {description !== undefined && <p>{description}</p>}
        </div>
        <Tools shown={shown} picture={picture} asTable={asTable} onTable={setAsTable} />
      </figcaption>
      {asTable ? (
        <div
          className={classes.table}
          style={{ maxHeight: height }}
          tabIndex={0}
          role="region"
          aria-label={title}
        >
          <table>
            <thead>
              <tr>
                {head.map((cell) => (
                  <th key={cell} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {body.map(([x, ...values]) => (
                <tr key={x}>
                  <th scope="row">{x}</th>
                  {values.map((value, at) => (
                    <td key={head[at + 1]}>{value}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div ref={picture} style={{ height }}>
          {children}
        </div>
      )}
    </figure>
  );
};

interface ToolsProps {
  readonly shown: RefObject<Pick<PictureFrameProps, "title" | "table">>;
  readonly picture: RefObject<HTMLDivElement | null>;
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
}

/** Reads what is shown only when asked, so that a picture that changes often does not draw its buttons again. */
const Tools = memo(({ shown, picture, asTable, onTable }: ToolsProps) => {
  const { t } = useTranslation("ui");
  const savePicture = useContext(SavePictureContext);
  const toggle = t(asTable ? "chart.showPicture" : "chart.showTable");

  const save = async (kind: "svg" | "png" | "csv"): Promise<void> => {
    const { title, table } = shown.current;
    if (kind === "csv") return savePicture({ suggestedName: title, kind, bytes: toCsv(table) });
    const svg = picture.current?.querySelector("svg");
    if (!svg) return;
    const bytes = kind === "svg" ? new TextEncoder().encode(svgText(svg)) : await pngOfSvg(svg);
    await savePicture({ suggestedName: title, kind, bytes });
  };

  return (
    <>
      <ActionIcon aria-label={toggle} title={toggle} onClick={() => onTable(!asTable)}>
        {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("chart.more")} title={t("chart.more")}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => copyText(toTsv(shown.current.table))}>{t("chart.copyTable")}</Menu.Item>
          <Menu.Item onClick={() => void save("csv")}>{t("chart.saveCsv")}</Menu.Item>
          <Menu.Item disabled={asTable} onClick={() => void save("png")}>
            {t("chart.savePng")}
          </Menu.Item>
          <Menu.Item disabled={asTable} onClick={() => void save("svg")}>
            {t("chart.saveSvg")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
});
