/** A newcomer: five films picked here are enough for recommendations at once; before, what is known of the person is. */
import { ActionIcon, Button } from "@mantine/core";
import { IconHeart, IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { useClients } from "../../client/context.tsx";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { useLocalName } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import { Search, useFilmSearch } from "./choosers.tsx";
import { type KnownPeople, KnownPeopleForm } from "./known-people.tsx";
import { MadeList } from "./list/made-list.tsx";
import classes from "./preferences.module.css";
import { Recommendations } from "./recommendations.tsx";

const enough = 5;
const top = 30;

export const ForNew = ({ card }: { readonly card: ModelCard | undefined }) => {
  const { t } = useTranslation("preferences");
  const localName = useLocalName();
  const navigate = useNavigate();
  const { training } = useClients();
  const { search, setSearch, read } = useFilmSearch();
  const [picked, setPicked] = useState<readonly FilmRow[]>([]);
  const [known, setKnown] = useState<KnownPeople>(new Map());
  const films = useMemo(() => picked.map(({ id }) => ({ film: id, rating: null })), [picked]);
  const groups = useMemo(() => Array.from(known, ([by, name]) => ({ by, name })), [known]);
  const byPeopleKey = ["predictions", "new", "people", groups];
  const byPeople = useRead(
    byPeopleKey,
    async (signal) => (await training()).recommendForPeople({ groups, top }, { signal }),
    { enabled: films.length === 0 && groups.length > 0, keepPrevious: true },
  );
  const isPicked = (id: number): boolean => picked.some((film) => film.id === id);
  const toggle = (film: FilmRow): void =>
    setPicked(isPicked(film.id) ? picked.filter(({ id }) => id !== film.id) : [...picked, film]);

  return (
    <div className={classes.split}>
      <section className={classes.picker} aria-label={t("new.pick")}>
        <div className={classes.pickerHead}>
          <KnownPeopleForm known={known} onChange={setKnown} />
          <Search label={t("search.film")} search={search} onSearch={setSearch} />
          <div className={classes.picked} role="status">
            {picked.length === 0
              ? t("new.pickHint", { count: enough })
              : t("new.picked", { count: picked.length, enough })}
          </div>
        </div>
        <ReadState read={read}>
          {({ rows }) => (
            <ul className={classes.posters}>
              {rows.map((film) => {
                const title = localName(film.title, film.titleZh);
                return (
                  <li key={film.id}>
                    <button
                      type="button"
                      className={classes.posterChoice}
                      aria-pressed={isPicked(film.id)}
                      onClick={() => toggle(film)}
                    >
                      <Poster film={film.id} title={title} hasPoster={film.hasPoster} width={84} />
                      <span>{title}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          )}
        </ReadState>
      </section>
      <div className={classes.result}>
        {picked.length > 0 && (
          <div className={classes.pickedFilms}>
            {picked.map((film) => {
              const title = localName(film.title, film.titleZh);
              return (
                <span key={film.id} className={classes.pickedFilm}>
                  <Poster film={film.id} title={title} hasPoster={film.hasPoster} width={24} />
                  {title}
                  <ActionIcon size={24} aria-label={t("new.remove", { title })} onClick={() => toggle(film)}>
                    <IconX size={14} />
                  </ActionIcon>
                </span>
              );
            })}
            <Button variant="subtle" color="gray" onClick={() => setPicked([])}>
              {t("new.clear")}
            </Button>
          </div>
        )}
        {picked.length === 0 && groups.length > 0 ? (
          <>
            <p className={classes.hint}>{t("people.hint")}</p>
            <LongReadState read={byPeople} queryKey={byPeopleKey} namespace="preferences">
              {({ items }) => (
                <Recommendations
                  items={items}
                  scale={card?.scale}
                  who="newcomer"
                  onOpen={(film) => void navigate(`/preferences/film/${film}`)}
                />
              )}
            </LongReadState>
          </>
        ) : picked.length === 0 ? (
          <EmptyState icon={<IconHeart size={32} />} title={t("new.title")}>
            {t("new.hint")}
          </EmptyState>
        ) : (
          <MadeList
            of={["new", films]}
            whose={{ films }}
            who="newcomer"
            name={t("ways.new")}
            card={card}
            onOpen={(film) => void navigate(`/preferences/film/${film}`)}
          />
        )}
      </div>
    </div>
  );
};
