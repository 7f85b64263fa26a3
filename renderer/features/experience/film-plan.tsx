/** The experience plan of a film: its hours, versions and rooms, what visits say of each, and a rule against what they speak against. */
import { Button, Select, Table } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { likeShareWith } from "../../../shared/domain/experience-hours.ts";
import { decisionsOf, type Told } from "../../../shared/domain/experience-options.ts";
import type { ExperienceReport, Segment } from "../../../shared/domain/experience-report.ts";
import { type Avoided, type AvoidedBy, ruleAgainst } from "../../../shared/domain/experience-rules.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import type { Rule } from "../../../shared/domain/rules/rule.ts";
import { useClients } from "../../client/context.tsx";
import { FilmPicker } from "../../client/film-picker.tsx";
import { type Group, groupLikes, groupLikesKey } from "../../client/group-likes.ts";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { useConditionWords } from "../../ui/condition-words.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ErrorState, ReadState } from "../../ui/states.tsx";
import classes from "./experience.module.css";
import { IntervalCells } from "./interval-cells.tsx";

export const FilmPlan = ({ report }: { readonly report: ExperienceReport }) => {
  const { t } = useTranslation("experience");
  const localName = useLocalName();
  const { data } = useClients();
  const [film, setFilm] = useState(0);
  const [named, setNamed] = useState("");
  const segments = useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments ?? [];
  const told = report.joint.flatMap(({ segment }) => (segment ? [segment] : []));
  const segment = told.find(({ name }) => name === named) ?? null;
  const group = segments.find(({ name }) => name === named) ?? null;
  return (
    <Panel
      title={t("plan.title")}
      actions={
        <div className={classes.controls}>
          <Select
            aria-label={t("audience")}
            allowDeselect={false}
            value={named}
            data={[
              { value: "", label: t("everybody") },
              ...told.map(({ name, nameZh }) => ({ value: name, label: localName(name, nameZh) })),
            ]}
            onChange={(next) => setNamed(next ?? "")}
          />
          <FilmPicker className={classes.picker} label={t("plan.film")} film={film} onPick={setFilm} />
        </div>
      }
      flush
    >
      {film > 0 ? (
        <Decisions report={report} film={film} segment={segment} group={group} />
      ) : (
        <p className={classes.note}>{t("plan.choose")}</p>
      )}
    </Panel>
  );
};

interface DecisionsProps {
  readonly report: ExperienceReport;
  readonly film: number;
  readonly segment: Segment;
  /** The members of the segment; null while they are not known, and for everybody. */
  readonly group: Group;
}

/** The share of the group that would like the film; null where there is no model, or the group is too small or not known. */
const useLikeShare = (film: number, segment: Segment, group: Group): number | null => {
  const clients = useClients();
  const { data } = useRead(
    [...groupLikesKey, group?.id ?? null, [film]],
    async (signal) => groupLikes(clients, group, [film], signal),
    { enabled: segment === null || group !== null },
  );
  return (segment === null || group !== null ? data?.get(film)?.likeShare : null) ?? null;
};

const Decisions = ({ report, film, segment, group }: DecisionsProps) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data } = useClients();
  const [fault, setFault] = useState<AnyFault | null>(null);
  const read = useRead(["film", film], (signal) => data.film({ film }, { signal }));
  const likeShare = useLikeShare(film, segment, group);
  const keep = async (rule: Rule): Promise<void> => {
    setFault(null);
    try {
      await unwrap(data.saveRules({ venue: null, rules: [rule] }));
      await refreshLibrary(queries);
      notifications.show({ message: t("plan.ruleAdded"), autoClose: 4000 });
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  const isChain = new Set(report.screens.map(({ venue }) => venue)).size > 1;
  const screenOf = (id: number) => report.screens.find((screen) => screen.id === id);
  return (
    <ReadState read={read}>
      {(detail) => {
        const title = localName(detail.title, detail.titleZh);
        const { hours, versions, rooms } = decisionsOf(report, detail, segment);
        const all = [...hours, ...versions, ...rooms];
        const common = {
          reach: Math.max(...all.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))), 1e-9),
          report,
          likeShare,
        };
        const against = (avoided: Avoided, whatBy: (by: AvoidedBy) => string): (() => void) | null => {
          const rule = ruleAgainst(avoided, film, (by) =>
            t("plan.ruleName", { film: title, what: whatBy(by) }),
          );
          return rule && (() => void keep(rule));
        };
        return (
          <>
            {fault && <ErrorState fault={fault} />}
            <DecisionTable {...common} title={t("plan.hours")}>
              {hours.map((each) => ({
                key: each.part,
                name: t(`plan.part.${each.part}`),
                told: each,
                avoid: against({ of: "hours", part: each.part }, () => t(`plan.part.${each.part}`)),
              }))}
            </DecisionTable>
            {versions.length > 1 && (
              <DecisionTable {...common} title={t("plan.version")}>
                {versions.map((each) => {
                  const { version } = each;
                  const audio = format.languageName(version.audio);
                  const subtitles = version.subtitles
                    ? t("plan.subtitled", { language: format.languageName(version.subtitles) })
                    : null;
                  const name = [version.format, audio, ...(subtitles ? [subtitles] : [])].join(" · ");
                  return {
                    key: name,
                    name,
                    told: each,
                    avoid: against({ of: "version", version, all: detail.versions }, (by) =>
                      by === "audio" ? audio : (subtitles ?? t("plan.withoutSubtitles")),
                    ),
                  };
                })}
              </DecisionTable>
            )}
            {rooms.length > 0 && (
              <DecisionTable {...common} title={t("plan.room")}>
                {rooms.map((each) => {
                  const screen = screenOf(each.screen);
                  const room = screen?.name ?? String(each.screen);
                  const name = isChain ? `${screen?.venue} · ${room}` : room;
                  return {
                    key: name,
                    name,
                    told: each,
                    avoid: against({ of: "room", screen: each.screen }, () => room),
                  };
                })}
              </DecisionTable>
            )}
            <p className={classes.note}>
              {t("plan.note")} {likeShare !== null && t("plan.likeNote")} {t("plan.goalNote")}
            </p>
            <div className={classes.act}>
              <Button size="xs" variant="default" onClick={() => void navigate("/schedule/rules")}>
                {t("plan.openRules")}
              </Button>
              <Button size="xs" variant="default" onClick={() => void navigate("/schedule")}>
                {t("plan.openSchedule")}
              </Button>
            </div>
          </>
        );
      }}
    </ReadState>
  );
};

interface DecisionRow {
  readonly key: string;
  readonly name: string;
  readonly told: Told;
  /** Null where no rule can say it. */
  readonly avoid: (() => void) | null;
}

interface DecisionTableProps {
  readonly title: string;
  readonly reach: number;
  readonly report: ExperienceReport;
  readonly likeShare: number | null;
  readonly children: readonly DecisionRow[];
}

const DecisionTable = ({ title, reach, report, likeShare, children }: DecisionTableProps) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const wordsOf = useConditionWords(report.screens);
  const liking = (effect: number): string | null =>
    likeShare !== null && likeShare > 0 && likeShare < 1 && report.spread > 0
      ? format.percent(likeShareWith(likeShare, effect, report.spread))
      : null;
  const likeWords = ({ estimate, low, high }: Told): ReactNode => {
    const [value, from, to] = [liking(estimate), liking(low), liking(high)];
    if (value === null) return "–";
    return low === high ? value : t("plan.likeRange", { value, low: from, high: to });
  };
  return (
    <Table className={`${classes.effects} ${classes.decision}`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" className={classes.choice}>
            {title}
          </Table.Th>
          <Table.Th scope="col" className={classes.bar} aria-label={t("plan.effect")} />
          <Table.Th scope="col" className={classes.stars}>
            {t("plan.effect")}
          </Table.Th>
          {likeShare !== null && (
            <Table.Th scope="col" className={classes.stars}>
              {t("plan.like")}
            </Table.Th>
          )}
          <Table.Th scope="col">{t("plan.because")}</Table.Th>
          <Table.Th scope="col" className={classes.avoid} aria-label={t("plan.avoid")} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {children.map(({ key, name, told, avoid }) => {
          const { conditions, estimate, low, high } = told;
          const words = t("effects.words", {
            value: format.signed(estimate, 2),
            low: format.signed(low, 2),
            high: format.signed(high, 2),
          });
          return (
            <Table.Tr key={key} className={low * high > 0 ? "" : classes.unsure}>
              <Table.Th scope="row">{name}</Table.Th>
              <IntervalCells value={estimate} low={low} high={high} reach={reach} words={words} />
              {likeShare !== null && <Table.Td className={classes.figure}>{likeWords(told)}</Table.Td>}
              <Table.Td>
                {conditions.length > 0 ? format.list(conditions.map(wordsOf)) : t("plan.usual")}
              </Table.Td>
              <Table.Td className={classes.count}>
                {high < 0 && avoid && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t("plan.avoidThis", { what: name })}
                    onClick={avoid}
                  >
                    {t("plan.avoid")}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
};
