/** Titles by weeks: how near each week comes to the title's best, where it is placed, and when others open. */
import { useTranslation } from "react-i18next";
import { PictureFrame } from "../../../charts/frame.tsx";
import { useFormat } from "../../../ui/format.ts";
import type { Placed } from "./ask.ts";
import classes from "./windows.module.css";

interface StripProps {
  readonly placed: Placed;
  readonly titleOf: (film: number) => string;
}

const nameWidth = 170;
const cellHeight = 26;
const headHeight = 22;
const rivalsHeight = 34;
/** A week as poor as this beside the best is not coloured at all. */
const poorest = 0.6;
const millisecondsADay = 86_400_000;

export const Strip = ({ placed: { answer, asked }, titleOf }: StripProps) => {
  const { t } = useTranslation("windows");
  const format = useFormat();
  const { weeks, titles } = answer;
  const label = new Intl.DateTimeFormat(format.language, { month: "short", day: "numeric", timeZone: "UTC" });
  const cellWidth = Math.max(14, Math.min(44, 780 / weeks.length));
  const width = nameWidth + cellWidth * weeks.length + 8;
  const height = headHeight + titles.length * cellHeight + rivalsHeight;
  const start = Date.parse(weeks[0] as string);
  const placeOf = (date: string): number =>
    nameWidth + ((Date.parse(date) - start) / (7 * millisecondsADay)) * cellWidth;
  const rivals = asked.competitors.filter(
    ({ date }) => placeOf(date) >= nameWidth && placeOf(date) < width - 8,
  );
  const base = headHeight + titles.length * cellHeight + rivalsHeight - 8;
  const every = Math.ceil(44 / cellWidth);
  const table = [
    [t("picture.film"), ...weeks.map((week) => format.day(week))],
    ...titles.map(({ film, options }) => [
      titleOf(film),
      ...options.map(({ admissions, barrier }) => (barrier === null ? format.number(admissions.value) : "–")),
    ]),
  ];
  return (
    <PictureFrame title={t("picture.title")} description={t("picture.words")} table={table} height={height}>
      <div className={classes.scroll}>
        <svg width={width} height={height} role="img" aria-label={t("picture.title")}>
          <defs>
            <pattern
              id="shut-out"
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" y1="0" x2="0" y2="6" stroke="var(--line-strong)" strokeWidth="1.5" />
            </pattern>
          </defs>
          {weeks.map(
            (week, w) =>
              w % every === 0 && (
                <text key={week} x={nameWidth + w * cellWidth} y={14} fill="var(--text-dim)" fontSize={11}>
                  {label.format(Date.parse(week))}
                </text>
              ),
          )}
          {titles.map(({ film, week, options }, i) => {
            const best = Math.max(...options.map(({ admissions }) => admissions.value));
            const y = headHeight + i * cellHeight;
            return (
              <g key={film}>
                <text x={0} y={y + cellHeight / 2 + 4} fill="var(--text)" fontSize={12}>
                  {titleOf(film).length > 24 ? `${titleOf(film).slice(0, 23)}…` : titleOf(film)}
                </text>
                {options.map(({ week: w, admissions, barrier }) => (
                  <rect
                    key={w}
                    x={nameWidth + w * cellWidth}
                    y={y}
                    width={cellWidth - 1}
                    height={cellHeight - 1}
                    fill={barrier === null ? "var(--chart-1)" : "url(#shut-out)"}
                    fillOpacity={
                      barrier === null
                        ? 0.05 + 0.9 * Math.max(0, (admissions.value / best - poorest) / (1 - poorest)) ** 1.5
                        : 1
                    }
                  >
                    <title>
                      {t("picture.cell", {
                        title: titleOf(film),
                        week: format.date(weeks[w] as string),
                        admissions: format.number(admissions.value),
                      })}
                    </title>
                  </rect>
                ))}
                <rect
                  x={nameWidth + week * cellWidth}
                  y={y}
                  width={cellWidth - 1}
                  height={cellHeight - 1}
                  fill="none"
                  stroke="var(--text)"
                  strokeWidth={2}
                />
              </g>
            );
          })}
          <text x={0} y={base - 4} fill="var(--text-dim)" fontSize={12}>
            {t("picture.others")}
          </text>
          {rivals.map(({ title, date, size }) => {
            const x = placeOf(date) + cellWidth / 14;
            const half = Math.max(3, Math.min(10, 5 * Math.sqrt(size)));
            return (
              <path
                key={`${title} ${date}`}
                d={`M ${x} ${base - 2 * half} L ${x + half} ${base} L ${x - half} ${base} Z`}
                fill="var(--chart-2)"
                fillOpacity={0.85}
              >
                <title>
                  {t("picture.rival", { title, date: format.date(date), size: format.plain(size) })}
                </title>
              </path>
            );
          })}
        </svg>
      </div>
    </PictureFrame>
  );
};
