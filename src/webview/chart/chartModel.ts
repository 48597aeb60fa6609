import type { AxisKind } from '../../metrics/axis';
import type { Format } from '../../shared/format';
import type { Zoom } from '../state/choices';

/** One line of a chart. */
export interface ChartLine {
  /** Stable over updates. */
  readonly id: string;
  readonly look: LineLook;
  /** The values as they are, thin behind the smoothed line of the same name. */
  readonly isFaint: boolean;
  /** Ascending. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** A curve as its lines: its values, faint where a smoothed line lies over them. */
export function withSmoothed(curve: Omit<ChartLine, 'isFaint'>, smoothed: Float64Array | null): ChartLine[] {
  const values = { ...curve, isFaint: smoothed !== null };
  return smoothed === null ? [values] : [values, { ...curve, isFaint: false, ys: smoothed }];
}

/** Distinguished by color and by dashes. */
export interface LineLook {
  /** Index into the palette. */
  readonly slot: number;
  /** Lengths of dash and gap in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

export interface ChartMark {
  readonly kind: 'epoch' | 'checkpoint' | 'best';
  readonly x: number;
  /** Where on the line; null for the whole height. */
  readonly y: number | null;
  readonly label: string;
  /** What is written at it, of an epoch its number; null: nothing. */
  readonly brief: string | null;
}

export interface LegendItem {
  readonly id: string;
  readonly label: string;
  readonly look: LineLook;
  readonly isShown: boolean;
  /** The last value, shown while nothing is pointed at. */
  readonly last: number | null;
  /** Other curves of the chart have more points: where its value comes from a place nearby, the place is shown too. */
  readonly isSparse: boolean;
}

/** A chart as data: everything that is needed to draw it but its size and the theme's colours. */
export interface ChartModel {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly legend: readonly LegendItem[];
  readonly marks: readonly ChartMark[];
  readonly axis: AxisKind;
  readonly format: Format;
  readonly isLog: boolean;
  /** Its values are shares: an axis has no more than 1, as long as they have not. */
  readonly isAccuracy: boolean;
  /** From the first point to the last, over all charts beside each other. */
  readonly extent: Zoom;
  /** What a screen reader says in place of the picture. */
  readonly summary: string;
}

/** Whether two models differ only in their points, so that the same plot can show both. */
export function hasSameShape(a: ChartModel, b: ChartModel): boolean {
  return (
    a.id === b.id &&
    a.axis === b.axis &&
    a.isLog === b.isLog &&
    a.isAccuracy === b.isAccuracy &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, i) => {
      const other = b.lines[i];
      return line.id === other?.id && line.isFaint === other.isFaint && line.look.slot === other.look.slot;
    })
  );
}
