/** What people say of films, houses, people and studios: who is spoken of, how, and the texts behind every figure. */
import { Button, Menu, SegmentedControl } from "@mantine/core";
import { IconChevronDown, IconMessages } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import { type SubjectKind, subjectKinds } from "../../../shared/contract/reputation.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import { OwnReader } from "./own-reader.tsx";
import { startReading, useReading } from "./reading-run.ts";
import classes from "./reputation.module.css";
import { SubjectList } from "./subject-list.tsx";
import { SubjectPage } from "./subject-page.tsx";

export const ReputationPage = () => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const clients = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const params = useParams();
  const { search } = useLocation();
  const kind = subjectKinds.find((each) => each === params.kind) ?? "film";
  const { running, progress, cancel, failure } = useReading();
  const read = useRead(["voices", "state"], (signal) => clients.data.readingState({}, { signal }));
  const [teaching, setTeaching] = useState(false);
  const state = read.data;
  const waiting = state ? state.texts - state.read : 0;
  const go = (to: SubjectKind, key = ""): void =>
    void navigate({
      pathname: key ? `/reputation/${to}/${encodeURIComponent(key)}` : `/reputation/${to}`,
      search,
    });
  const readButton = (
    <Button onClick={() => void startReading(clients, queries, t("read.work"))}>
      {t("read.start", { count: waiting, n: format.number(waiting) })}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      subtitle={state && state.texts > 0 ? t("subtitle", { n: format.number(state.texts) }) : ""}
      fill
      actions={
        state &&
        state.texts > 0 && (
          <>
            {!running && waiting > 0 && state.known > 0 && readButton}
            {state.known > 0 && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant="default" rightSection={<IconChevronDown size={14} />}>
                    {t("teach")}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => void navigate("/reputation/label")}>{t("label.open")}</Menu.Item>
                  <Menu.Item onClick={() => setTeaching(true)}>{t("own.open")}</Menu.Item>
                  <Menu.Item onClick={() => void navigate("/reputation/words")}>{t("words.open")}</Menu.Item>
                  <Menu.Item onClick={() => void navigate("/reputation/links")}>{t("links.open")}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
            <SegmentedControl
              aria-label={t("kind")}
              value={kind}
              onChange={(value) => go(value as SubjectKind)}
              data={subjectKinds.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
            />
          </>
        )
      }
    >
      {running && (
        <div className={classes.work}>
          <ProgressBar
            label={t("read.work")}
            share={progress && progress.done / progress.of}
            secondsLeft={progress?.secondsLeft ?? null}
            onCancel={cancel}
          />
        </div>
      )}
      {failure && <ErrorState fault={failure} />}
      <OwnReader opened={teaching} onClose={() => setTeaching(false)} />
      <ReadState read={read}>
        {({ texts, known }) =>
          texts === 0 ? (
            <EmptyState
              icon={<IconMessages size={32} stroke={1.4} />}
              title={t("none.title")}
              action={<Button onClick={() => void navigate("/import")}>{t("none.import")}</Button>}
            >
              {t("none.hint")}
            </EmptyState>
          ) : known === 0 ? (
            <EmptyState
              icon={<IconMessages size={32} stroke={1.4} />}
              title={t("unread.title")}
              action={!running && readButton}
            >
              {t("unread.hint")}
            </EmptyState>
          ) : (
            <div className={classes.split}>
              <SubjectList kind={kind} chosen={params.key ?? ""} onChoose={(key) => go(kind, key)} />
              <SubjectPage kind={kind} chosen={params.key ?? ""} />
            </div>
          )
        }
      </ReadState>
    </Page>
  );
};
