import uPlot from 'uplot';
import type { AxisKind } from '../../metrics/axis';
import { lowerBound } from '../../metrics/points';
import type { Format } from '../../shared/format';
import type { Zoom } from '../state/choices';
import { type AlignedLines, alignedLines, nearestValue } from './align';
import type { ChartLine, ChartModel } from './chartModel';
import { drawMarks } from './marks';
import type { Palette } from './palette';
import { linearRange, logRange } from './valueRange';
import { visibleRange } from './viewport';

/** What the user points at: the value of each curve that has one here or nearby, by its id. */
export interface Pointed {
  readonly x: number;
  readonly values: ReadonlyMap<string, PointedValue>;
}

/** A value as it was reported, never smoothed, and where. */
interface PointedValue {
  readonly value: number;
  readonly x: number;
}

/** Values farther away than this, in CSS pixels, are not what is pointed at. */
const pointReach = 24;

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PlotHooks {
  onZoom(zoom: Zoom | null): void;
  /** The pointer is dragged with Shift: by this share of the width. */
  onPan(share: number): void;
  onPoint(pointed: Pointed | null): void;
}

/** uPlot with our models: decimated to the pixels, zoom held outside, marks on top. One shape, any data. */
export class Plot {
  private readonly plot: uPlot;
  private model: ChartModel;
  private zoom: Zoom | null;
  private data: AlignedLines;

  constructor(
    parent: HTMLElement,
    model: ChartModel,
    zoom: Zoom | null,
    size: Size,
    private readonly palette: Palette,
    private readonly hooks: PlotHooks,
  ) {
    this.model = model;
    this.zoom = zoom;
    this.data = this.align(size.width);
    this.plot = new uPlot(this.options(size), this.data, parent);
  }

  get range(): Zoom {
    return visibleRange(this.zoom, this.model.extent);
  }

  get canvas(): HTMLCanvasElement {
    return this.plot.ctx.canvas;
  }

  /** Where lines have points in the visible range. */
  get positions(): readonly number[] {
    const { min, max } = this.range;
    return this.data[0].filter((x) => x >= min && x <= max);
  }

  /** @param model of the same shape */
  show(model: ChartModel, zoom: Zoom | null): void {
    if (model === this.model && zoom === this.zoom) return;
    this.model = model;
    this.zoom = zoom;
    this.draw();
  }

  resize(size: Size): void {
    if (size.width === this.plot.width && size.height === this.plot.height) return;
    this.plot.setSize(size);
    this.draw();
  }

  /** Puts the cursor on a position, as if it were pointed at. */
  pointAt(x: number): void {
    this.point(this.plot.valToPos(x, 'x'), this.plot.over.clientHeight / 2);
  }

  /** Takes the cursor away, from the charts beside it too. */
  pointAtNothing(): void {
    this.point(-10, -10);
  }

  /** Also in the charts beside it, which uPlot itself tells of mice alone. */
  private point(left: number, top: number): void {
    const { plot } = this;
    plot.setCursor({ left, top });
    if (plot.cursor.sync?.values !== undefined) plot.cursor.sync.values[0] = plot.posToVal(left, 'x');
    const { clientWidth, clientHeight } = plot.over;
    uPlot.sync(shared.key).pub('mousemove', plot, left, top, clientWidth, clientHeight, plot.cursor.idx ?? 0);
  }

  destroy(): void {
    this.plot.destroy();
  }

  private draw(): void {
    this.data = this.align(this.plot.width);
    this.plot.setData(this.data, true);
  }

  private align(width: number): AlignedLines {
    return alignedLines(this.model.lines, this.range, Math.max(50, Math.round(width)), this.model.isLog);
  }

  private options(size: Size): uPlot.Options {
    const { axis, isAccuracy, isLog } = this.model;
    return {
      ...size,
      padding: [22, 20, 0, 0], // above for the epochs’ numbers, at the right for half of the last tick’s text
      legend: { show: false },
      cursor: this.cursor(),
      scales: {
        x: { time: false, range: () => [this.range.min, this.range.max] },
        y: isLog ? logScale : { range: (_, low, high) => linearRange(low, high, isAccuracy) },
      },
      axes: [
        { ...this.axis(), ...xAxisOf(axis, this.model.format), size: 28, space: 60 },
        {
          ...this.axis(),
          size: 54,
          values: (_, ticks) => ticks.map((tick) => tickText(tick, this.model.format)),
        },
      ],
      series: [{}, ...this.model.lines.map((_, at) => this.series(at))],
      hooks: {
        draw: [(plot) => drawMarks(plot, this.model.marks, this.palette)],
        setSelect: [(plot) => this.select(plot)],
        setCursor: [(plot) => this.hooks.onPoint(this.pointed(plot))],
      },
    };
  }

  private axis(): uPlot.Axis {
    const { muted, grid, font } = this.palette;
    return {
      stroke: muted,
      font,
      grid: { stroke: grid, width: 1 },
      ticks: { stroke: grid, width: 1, size: 4 },
    };
  }

  private series(at: number): uPlot.Series {
    const line = this.model.lines[at];
    if (line === undefined) return {};
    const color = this.palette.lines[line.look.slot] ?? this.palette.foreground;
    return {
      stroke: color,
      width: line.isFaint ? 1 : 1.75,
      alpha: line.isFaint ? 0.35 : 1,
      dash: line.isFaint ? [] : [...line.look.dash],
      points: {
        // Few points are validation runs: each counts.
        show: () => !line.isFaint && (this.model.lines[at]?.xs.length ?? 0) <= 40,
        size: 5,
        fill: color,
      },
    };
  }

  private cursor(): uPlot.Cursor {
    return {
      y: false,
      points: { size: 7 },
      drag: { x: true, y: false, setScale: false, dist: 4 },
      sync: shared,
      dataIdx: (plot, series, hovered) => (series === 0 ? hovered : this.nearest(plot, series, hovered)),
      bind: {
        mousedown: (plot, _, handle) => (event) => {
          if (event.shiftKey || event.button === 1) this.startPan(plot, event);
          else handle(event);
          return null;
        },
        dblclick: () => () => {
          this.hooks.onZoom(null);
          return null;
        },
      },
    };
  }

  private select(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 4) return;
    const zoom = { min: plot.posToVal(left, 'x'), max: plot.posToVal(left + width, 'x') };
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    this.hooks.onZoom(zoom);
  }

  private startPan(plot: uPlot, start: MouseEvent): void {
    start.preventDefault();
    let last = start.clientX;
    const move = (event: MouseEvent) => {
      this.hooks.onPan((last - event.clientX) / plot.over.clientWidth);
      last = event.clientX;
    };
    const stop = () => {
      document.removeEventListener('mousemove', move);
      document.removeEventListener('mouseup', stop);
    };
    document.addEventListener('mousemove', move);
    document.addEventListener('mouseup', stop);
  }

  private pointed(plot: uPlot): Pointed | null {
    const { left, idx } = plot.cursor;
    if (left === undefined || left < 0 || idx === undefined || idx === null) return null;
    const x = this.data[0][idx] ?? 0;
    const reach = Math.abs(plot.posToVal(left + pointReach, 'x') - plot.posToVal(left, 'x'));
    const values = new Map<string, PointedValue>();
    for (const line of this.model.lines) {
      // Of the lines of a curve the first has its values.
      const value = values.has(line.id) ? null : pointedValue(line, x, reach);
      if (value !== null) values.set(line.id, value);
    }
    return { x, values };
  }

  /** Where the line has a value near the pointer; null where it has none. */
  private nearest(plot: uPlot, series: number, hovered: number): number | null {
    const at = nearestValue(this.data[series] ?? [], hovered);
    const x = at === null ? undefined : this.data[0][at];
    const left = plot.cursor.left;
    if (x === undefined || left === undefined) return null;
    return Math.abs(plot.valToPos(x, 'x') - left) <= pointReach ? at : null;
  }
}

/** One cursor for all charts of the page. A drag is each chart's own. */
const shared: uPlot.Cursor.Sync = {
  key: 'page',
  scales: ['x', null],
  filters: { pub: (type) => type === 'mousemove' },
};

/** The value of a curve at `x`, or at the nearest point within reach; null where it has none. */
function pointedValue({ xs, ys }: ChartLine, x: number, reach: number): PointedValue | null {
  const after = lowerBound(xs, x);
  const distance = (at: number) => Math.abs((xs[at] ?? Infinity) - x);
  const at = distance(after - 1) < distance(after) ? after - 1 : after;
  const value = ys[at];
  return value === undefined || distance(at) > reach ? null : { value, x: xs[at] ?? x };
}

/** uPlot's number for logarithmic. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- a const enum, of which no value is left at run time
const logScale: uPlot.Scale = { distr: 3, range: (_, min, max) => logRange(min, max) };

/** There is no half step. */
const stepAxis: uPlot.Axis = {
  incrs: Array.from({ length: 13 }, (_, at) => [10 ** at, 2 * 10 ** at, 5 * 10 ** at]).flat(),
};

/** Durations have their own round numbers. */
const timeAxis = (format: Format): uPlot.Axis => ({
  incrs: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 604_800],
  values: (_, ticks) => ticks.map((seconds) => (seconds === 0 ? '0' : format.duration(seconds))),
});

function xAxisOf(kind: AxisKind, format: Format): uPlot.Axis {
  if (kind === 'time') return timeAxis(format);
  const values: uPlot.Axis.DynamicValues = (_, ticks) => ticks.map((tick) => format.count(tick));
  return kind === 'step' ? { ...stepAxis, values } : { values };
}

/** Log axes have ticks without a label. */
function tickText(value: number | null, format: Format): string {
  if (value === null) return '';
  return format
    .metric(value)
    .replace(/([.,]\d*?)0+$/, '$1')
    .replace(/[.,]$/, '');
}
