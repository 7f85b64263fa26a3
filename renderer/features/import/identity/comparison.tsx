/** Two films side by side: what agrees, what differs, what speaks for one film and what against. */
import { Button } from "@mantine/core";
import { IconCheck, IconEqualNot, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FilmMatch, MatchSide } from "../../../../shared/contract/import-review.ts";
import { usualMinimum } from "../../../../shared/domain/privacy.ts";
import { usePrivacy } from "../../../client/privacy.ts";
import { Kbd, Tag } from "../../../ui/figures.tsx";
import { useFormat, useGenreName } from "../../../ui/format.ts";
import { Poster } from "../../../ui/poster.tsx";
import classes from "./identity.module.css";

interface ComparisonProps {
  readonly match: FilmMatch;
  readonly onDecide: (same: boolean) => void;
  readonly onLater: () => void;
}

export const Comparison = ({ match, onDecide, onLater }: ComparisonProps) => {
  const { t, i18n } = useTranslation("import");
  const format = useFormat();
  const rows = useRows();
  const { film, candidate, evidence, state, score } = match;
  return (
    <section className={classes.comparison} aria-label={t("matches.comparison")}>
      <div className={classes.verdict}>
        <div className={classes.grow}>
          <strong>{t("matches.question", { score: format.percent(score) })}</strong>
          <div className={classes.evidence}>
            {evidence.map(({ code, agrees }) => (
              <Tag key={code} tone={agrees ? "good" : "bad"}>
                {i18n.exists(`import:matches.evidence.${code}`) ? t(`matches.evidence.${code}`) : code}
              </Tag>
            ))}
          </div>
        </div>
        {state === "open" && (
          <>
            <Button onClick={() => onDecide(true)} rightSection={<Kbd keys="S" />}>
              {t("matches.same")}
            </Button>
            <Button variant="default" onClick={() => onDecide(false)} rightSection={<Kbd keys="D" />}>
              {t("matches.different")}
            </Button>
            <Button variant="default" onClick={onLater} rightSection={<Kbd keys="L" />}>
              {t("matches.later")}
            </Button>
          </>
        )}
      </div>
      <table className={classes.sides}>
        <thead>
          <tr>
            <td />
            {[candidate, film].map((side, at) => (
              <th key={side.film} scope="col">
                <span className={classes.sideHead}>
                  <Poster film={side.film} title={side.title} hasPoster={side.hasPoster} width={84} />
                  <span>
                    <span className={classes.dim}>{t(at === 0 ? "matches.known" : "matches.new")}</span>
                    <strong>{side.title}</strong>
                    {side.titleZh !== null && <span lang="zh-CN">{side.titleZh}</span>}
                  </span>
                </span>
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, value, told }) => {
            const [left, right] = [value(candidate), value(film)];
            if (left === "" && right === "") return null;
            const relation =
              told || left === "" || right === "" ? "unknown" : left === right ? "agrees" : "differs";
            return (
              <tr key={id} data-relation={relation}>
                <th scope="row">{name}</th>
                <td data-selectable>{left || t("diff.none")}</td>
                <td data-selectable>{right || t("diff.none")}</td>
                <td className={classes.relation}>{!told && <Relation relation={relation} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};

const Relation = ({ relation }: { readonly relation: "unknown" | "agrees" | "differs" }) => {
  const { t } = useTranslation("import");
  const Icon = { unknown: IconMinus, agrees: IconCheck, differs: IconEqualNot }[relation];
  return <Icon size={15} role="img" aria-label={t(`matches.relations.${relation}`)} />;
};

/** Fields compared, in words; "" where a film has none. */
const useRows = () => {
  const { t } = useTranslation("import");
  const { t: common } = useTranslation("ui");
  const minimum = usePrivacy().data?.minimum ?? usualMinimum;
  const format = useFormat();
  const genreName = useGenreName();
  const row = (id: string, value: (side: MatchSide) => string) => ({
    id,
    name: t(`fields.${id}`),
    value,
    /** Told, not compared: two sources never call or count a film alike. */
    told: id === "interactions" || id === "keys",
  });
  return [
    row("originalTitle", ({ originalTitle }) => originalTitle ?? ""),
    row("year", ({ year }) => (year === null ? "" : String(year))),
    row("releaseDate", ({ releaseDate }) => (releaseDate === null ? "" : format.date(releaseDate))),
    row("runtime", ({ runtime }) => (runtime === null ? "" : format.minutes(runtime))),
    row("country", ({ country }) => country ?? ""),
    row("language", ({ language }) => (language === null ? "" : format.languageName(language))),
    row("genres", ({ genres }) => format.list(genres.map(genreName))),
    row("people", ({ people }) => format.list(people.slice(0, 8))),
    row("imdbId", ({ imdbId }) => imdbId ?? ""),
    row("tmdbId", ({ tmdbId }) => (tmdbId === null ? "" : String(tmdbId))),
    row("eidr", ({ eidr }) => eidr ?? ""),
    row("interactions", ({ interactions }) =>
      interactions === null ? common("suppressed.short", { count: minimum }) : format.number(interactions),
    ),
    row("keys", ({ keys }) => keys.map(({ system, key }) => `${system}: ${key}`).join(", ")),
  ];
};
