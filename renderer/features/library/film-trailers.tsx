/** How this film's trailers are cut and lit, where any were read. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { figuresOf } from "../../../shared/domain/trailer-norm.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Facts, Panel } from "../../ui/page.tsx";
import classes from "./library.module.css";

export const TrailersOfFilm = ({ film }: { readonly film: number }) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  const { data } = useClients();
  const read = useRead(["trailers"], (signal) => data.trailers({}, { signal })).data;
  const own = read?.trailers.filter((each) => each.film === film) ?? [];
  if (own.length === 0) return null;
  return (
    <Panel title={t("list")}>
      <Facts
        facts={own.map((trailer) => {
          const { shotLength, pace, brightness } = figuresOf(trailer);
          return [
            trailer.name,
            <Link
              className={classes.trailer}
              key={trailer.name}
              to={`/images/trailers?trailer=${encodeURIComponent(`${film}/${trailer.name}`)}`}
            >
              {t("ofFilm", {
                duration: format.duration(trailer.seconds),
                shot: format.number(shotLength, 1),
                pace: format.number(pace),
                brightness: format.number(brightness),
              })}
            </Link>,
          ] as const;
        })}
      />
    </Panel>
  );
};
