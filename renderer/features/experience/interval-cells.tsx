/** An effect with its interval, as a bar about nought and in figures. */
import { Table } from "@mantine/core";
import { ConfidenceBar } from "../../ui/figures.tsx";
import classes from "./experience.module.css";

interface IntervalCellsProps {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The bar's ends lie so far from nought. */
  readonly reach: number;
  readonly words: string;
}

export const IntervalCells = ({ reach, words, ...interval }: IntervalCellsProps) => (
  <>
    <Table.Td className={classes.bar}>
      <ConfidenceBar {...interval} min={-reach} max={reach} label={words} />
    </Table.Td>
    <Table.Td className={classes.figure}>{words}</Table.Td>
  </>
);
