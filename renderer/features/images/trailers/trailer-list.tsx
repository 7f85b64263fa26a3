/** Every trailer that was read, to choose one. */
import { useTranslation } from "react-i18next";
import type { KeptTrailer } from "../../../../shared/contract/trailers.ts";
import { figuresOf } from "../../../../shared/domain/trailer-norm.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import classes from "./trailers.module.css";

interface TrailerListProps {
  readonly trailers: readonly KeptTrailer[];
  readonly chosen: KeptTrailer;
  readonly onChoose: (trailer: KeptTrailer) => void;
}

export const TrailerList = ({ trailers, chosen, onChoose }: TrailerListProps) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  const localName = useLocalName();
  return (
    <ul>
      {trailers.map((trailer) => (
        <li key={`${trailer.film} ${trailer.name}`}>
          <button type="button" aria-pressed={trailer === chosen} onClick={() => onChoose(trailer)}>
            <span className={classes.title}>{localName(trailer.title, trailer.titleZh)}</span>
            <span className={classes.name}>{trailer.name}</span>
            <span className={classes.name}>
              {t("row", {
                duration: format.duration(trailer.seconds),
                pace: format.number(figuresOf(trailer).pace),
              })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};
