/** The traits of one variant, as the model reads them; each change is answered at once. */
import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenedWhatIf } from "../../../../shared/contract/what-if.ts";
import { badTraitOf, type FilmSketch, type SketchField } from "../../../../shared/domain/film-sketch.ts";
import { type EditValue, FieldInput } from "../../../ui/edit/edit-dialog.tsx";
import classes from "./what-if.module.css";

interface SketchFormProps {
  readonly name: string;
  readonly sketch: FilmSketch;
  readonly known: OpenedWhatIf["known"];
  readonly onTrait: <F extends SketchField>(field: F, value: FilmSketch[F]) => void;
}

const lists = [
  ["genres", "genre"],
  ["people", "person"],
  ["keywords", "keyword"],
] as const;
const numbers = ["year", "runtime"] as const;
const texts = ["certificate", "language", "country", "studio"] as const;

export const SketchForm = ({ name, sketch, known, onTrait }: SketchFormProps) => {
  const { t } = useTranslation("what-if");
  const bad = badTraitOf(sketch);
  const input = (
    id: SketchField,
    kind: "names" | "number" | "text",
    suggestions: readonly string[],
    onChange: (value: EditValue) => void,
  ) => (
    <FieldInput
      key={id}
      field={{ id, label: t(`traits.${id}`), kind, suggestions }}
      value={sketch[id] === "" ? null : sketch[id]}
      onChange={onChange}
    />
  );
  return (
    <form aria-label={t("editing", { name })} onSubmit={(event) => event.preventDefault()}>
      {lists.map(([field, trait]) =>
        input(field, "names", known[trait] ?? [], (value) => onTrait(field, value as readonly string[])),
      )}
      <div className={classes.pair}>
        {numbers.map((field) =>
          input(field, "number", [], (value) => onTrait(field, value as number | null)),
        )}
        {texts.map((field) =>
          input(field, "text", known[field] ?? [], (value) => onTrait(field, (value as string | null) ?? "")),
        )}
      </div>
      {bad && (
        <p role="alert" className={classes.bad}>
          {t("bad", { trait: t(`traits.${bad.trait}`), value: bad.value })}
        </p>
      )}
      {input("title", "text", [], (value) => onTrait("title", (value as string | null) ?? ""))}
      <Textarea
        size="xs"
        label={t("traits.synopsis")}
        autosize
        minRows={2}
        maxRows={6}
        value={sketch.synopsis}
        onChange={(event) => onTrait("synopsis", event.currentTarget.value)}
      />
    </form>
  );
};
