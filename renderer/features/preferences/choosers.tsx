/** Finding the member, segment or film to ask about. */
import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import { ReadState, Suppressed } from "../../ui/states.tsx";
import classes from "./preferences.module.css";

interface ChooserProps {
  readonly chosen: number | null;
}

/** Enough to recognise what one looks for; typing narrows the rest. */
const shownRows = 60;

interface SearchProps {
  readonly label: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

export const Search = ({ label, search, onSearch }: SearchProps) => (
  <TextInput
    aria-label={label}
    placeholder={label}
    leftSection={<IconSearch size={14} />}
    value={search}
    onChange={(event) => onSearch(event.currentTarget.value)}
    onKeyDown={(event) => event.key === "Escape" && onSearch("")}
  />
);

interface ChoiceProps {
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly picture?: ReactNode;
  readonly name: string;
  readonly facts: ReactNode;
}

const Choice = ({ chosen, onChoose, picture, name, facts }: ChoiceProps) => (
  <li>
    <button type="button" className={classes.choice} aria-pressed={chosen} onClick={onChoose}>
      {picture}
      <span>
        <span className={classes.choiceName}>{name}</span>
        <span className={classes.choiceFacts}>{facts}</span>
      </span>
    </button>
  </li>
);

export const MemberChooser = ({ chosen }: ChooserProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const { data } = useClients();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [typed] = useDebouncedValue(search.trim(), 120);
  const read = useRead(
    ["members", "choose", typed],
    (signal) => data.listMembers({ search: typed, offset: 0, limit: shownRows }, { signal }),
    { keepPrevious: true },
  );
  return (
    <nav className={classes.chooser} aria-label={t("ways.member")}>
      <Search label={t("search.member")} search={search} onSearch={setSearch} />
      <ReadState read={read}>
        {({ rows, total }) => (
          <>
            <ul>
              {rows.map(({ id, ageBand, area, ratings }) => (
                <Choice
                  key={id}
                  chosen={id === chosen}
                  onChoose={() => void navigate(`/preferences/member/${id}`)}
                  name={t("member", { id })}
                  facts={[ageBand, area, t("ratings", { count: ratings, n: format.number(ratings) })]
                    .filter(Boolean)
                    .join(" · ")}
                />
              ))}
            </ul>
            <More total={total} />
          </>
        )}
      </ReadState>
    </nav>
  );
};

export const SegmentChooser = ({ chosen }: ChooserProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const { data } = useClients();
  const navigate = useNavigate();
  const read = useRead(["segments"], (signal) => data.listSegments({}, { signal }));
  return (
    <nav className={classes.chooser} aria-label={t("ways.segment")}>
      <ReadState read={read}>
        {({ segments }) =>
          segments.length === 0 ? (
            <p className={classes.hint}>{t("noSegments")}</p>
          ) : (
            <ul>
              {segments.map(({ id, name, nameZh, members }) => (
                <Choice
                  key={id}
                  chosen={id === chosen}
                  onChoose={() => void navigate(`/preferences/segment/${id}`)}
                  name={localName(name, nameZh)}
                  facts={
                    members === null ? (
                      <Suppressed compact />
                    ) : (
                      t("members", { count: members, n: format.number(members) })
                    )
                  }
                />
              ))}
            </ul>
          )
        }
      </ReadState>
    </nav>
  );
};

export const useFilmSearch = () => {
  const { data } = useClients();
  const [search, setSearch] = useState("");
  const [typed] = useDebouncedValue(search.trim(), 120);
  const read = useRead(
    ["films", "choose", typed],
    (signal) =>
      data.listFilms(
        { search: typed, order: "ratings", descending: true, offset: 0, limit: shownRows },
        { signal },
      ),
    { keepPrevious: true },
  );
  return { search, setSearch, read };
};

export const FilmChooser = ({ chosen }: ChooserProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { search, setSearch, read } = useFilmSearch();
  return (
    <nav className={classes.chooser} aria-label={t("ways.film")}>
      <Search label={t("search.film")} search={search} onSearch={setSearch} />
      <ReadState read={read}>
        {({ rows, total }) => (
          <>
            <ul>
              {rows.map(({ id, title, titleZh, year, ratings, hasPoster }) => (
                <Choice
                  key={id}
                  chosen={id === chosen}
                  onChoose={() => void navigate(`/preferences/film/${id}`)}
                  picture={
                    <Poster film={id} title={localName(title, titleZh)} hasPoster={hasPoster} width={28} />
                  }
                  name={localName(title, titleZh)}
                  facts={[
                    year,
                    ratings !== null && t("ratings", { count: ratings, n: format.number(ratings) }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                />
              ))}
            </ul>
            <More total={total} />
          </>
        )}
      </ReadState>
    </nav>
  );
};

const More = ({ total }: { readonly total: number }) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  if (total <= shownRows) return null;
  return (
    <p className={classes.hint}>
      {t("search.more", { count: total - shownRows, n: format.number(total - shownRows) })}
    </p>
  );
};
