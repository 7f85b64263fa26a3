/** Every command of the application, and the films of the library, by typing. */
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Command, useOfferedCommands } from "../client/commands.ts";
import { useClients } from "../client/context.tsx";
import { useLibrary } from "../client/library.ts";
import { useRead } from "../client/read.ts";
import { Kbd } from "../ui/figures.tsx";
import { useLocalName } from "../ui/format.ts";
import { Poster } from "../ui/poster.tsx";
import classes from "./palette.module.css";
import { useShellCommands } from "./shell-commands.ts";

const filmsShown = 6;

export const Palette = () => {
  const { t } = useTranslation("app");
  const [query, setQuery] = useState("");

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
      maxHeight={440}
      size={560}
      centered={false}
      yOffset={72}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      attributes={{ content: { "aria-label": t("palette.label") } }}
      classNames={{ content: classes.content, actionsGroup: classes.group }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        leftSection={<IconSearch size={17} />}
      />
      <Spotlight.ActionsList>
        <Found query={query.trim().toLowerCase()} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
};

/** Only while the palette is open: commands change with every edit. */
const Found = ({ query }: { readonly query: string }) => {
  const { t } = useTranslation("app");
  const groups = useShellCommands();
  const offered = useOfferedCommands();
  const matches = ({ label, enabled = true }: Command): boolean =>
    enabled && label.toLowerCase().includes(query);
  const shown = [{ id: "page", commands: offered }, ...groups]
    .map(({ id, commands }) => ({ id, commands: commands.filter(matches) }))
    .filter(({ commands }) => commands.length > 0);
  return (
    <>
      <FilmsFound query={query} />
      {shown.map(({ id, commands }) => (
        <Spotlight.ActionsGroup key={id} label={t(`palette.groups.${id}`)}>
          {commands.map((command) => (
            <Spotlight.Action key={command.id} onClick={command.run} className={classes.action}>
              <span className={classes.label}>{command.label}</span>
              {command.keys && <Kbd keys={command.keys} />}
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      ))}
      {shown.length === 0 && query === "" && <Spotlight.Empty>{t("palette.nothing")}</Spotlight.Empty>}
    </>
  );
};

const FilmsFound = ({ query }: { readonly query: string }) => {
  const { t } = useTranslation("app");
  const { data } = useClients();
  const library = useLibrary();
  const navigate = useNavigate();
  const localName = useLocalName();
  const [search] = useDebouncedValue(query, 120);
  const films = useRead(
    ["films", "palette", search],
    (signal) =>
      data.listFilms(
        { search, order: "ratings", descending: true, offset: 0, limit: filmsShown },
        { signal },
      ),
    { enabled: Boolean(library) && search.length > 1 },
  ).data;
  // Enter takes the first entry: films of what was typed before must not stand there.
  if (search !== query || !films || films.rows.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={t("palette.groups.films")}>
      {films.rows.map(({ id, title, titleZh, year, hasPoster }) => (
        <Spotlight.Action
          key={id}
          onClick={() => void navigate(`/library/film/${id}`)}
          className={classes.action}
        >
          <Poster film={id} title={title} hasPoster={hasPoster} width={18} />
          <span className={classes.label}>{localName(title, titleZh)}</span>
          <span className={classes.dim}>{year}</span>
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
};
