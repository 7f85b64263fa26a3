/** A member's name and addresses: sealed until somebody asks for them here. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Facts, Panel } from "../../ui/page.tsx";
import { ReadState } from "../../ui/states.tsx";
import classes from "./audience.module.css";

const known = ["name", "email", "phone", "card", "address"] as const;
const isKnown = (field: string): field is (typeof known)[number] => known.some((name) => name === field);

export const Identifiers = ({ member }: { readonly member: number }) => {
  const { t } = useTranslation("privacy");
  const [shown, setShown] = useState(false);
  return (
    <Panel
      title={t("reveal.title")}
      actions={
        <Button variant="default" size="compact-sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t(shown ? "reveal.hide" : "reveal.open")}
        </Button>
      }
    >
      {shown ? <Revealed member={member} /> : null}
    </Panel>
  );
};

const Revealed = ({ member }: { readonly member: number }) => {
  const { t } = useTranslation("privacy");
  const { data } = useClients();
  const read = useRead(["member", member, "identifiers"], (signal) =>
    data.revealIdentifiers({ member }, { signal }),
  );
  return (
    <ReadState read={read}>
      {({ fields }) =>
        fields.length === 0 ? (
          <p className={classes.dim}>{t("reveal.none")}</p>
        ) : (
          <Facts
            facts={fields.map(({ field, text }) => [
              isKnown(field) ? t(`reveal.fields.${field}`) : field,
              text,
            ])}
          />
        )
      }
    </ReadState>
  );
};
