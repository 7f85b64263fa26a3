/** What is measured in a poster: its colours as a strip, and figures with what they mean. */
import { useTranslation } from "react-i18next";
import { type LookFeature, lookFeatures, type PosterLook } from "../../shared/domain/poster-look.ts";
import { type Format, useFormat } from "./format.ts";
import classes from "./poster-look.module.css";

/** A feature in its own unit. */
export const featureWords = (format: Format, feature: LookFeature, value: number): string => {
  switch (feature) {
    case "brightness":
    case "colourfulness":
    case "saturation":
      return format.number(value);
    case "warmth":
      return format.signed(value);
    case "edges":
    case "thirds":
    case "text":
      return format.percent(value);
    default:
      return format.number(value, 2);
  }
};

export const PosterLookFigures = ({ look }: { readonly look: PosterLook }) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const colours = look.palette.map(({ name, share }) =>
    t("swatch", { colour: t(`colours.${name}`), share: format.percent(share) }),
  );
  return (
    <div className={classes.look}>
      <div className={classes.palette} role="img" aria-label={format.list(colours)}>
        {look.palette.map(({ colour, share }, at) => (
          <span key={colour} style={{ background: colour, flexGrow: share }} title={colours[at]} />
        ))}
      </div>
      <p className={classes.names}>{format.list(colours)}</p>
      <dl className={classes.features}>
        {lookFeatures.map((feature) => (
          <div key={feature} title={t(`features.${feature}.how`)}>
            <dt>{t(`features.${feature}.name`)}</dt>
            <dd data-selectable>{featureWords(format, feature, look.features[feature])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};
