import type uPlot from 'uplot';
import type { ChartMark } from './chartModel';
import type { Palette } from './palette';

/** CSS pixels between two labels. */
const labelGap = 8;
/** CSS pixels above the curves: the text of the vertical axis may stand half above them, below the first word. */
const labelRise = 7;
/** CSS pixels from one checkpoint's triangle to the next. */
const triangleDistance = 12;
/** Every how many epochs one is marked, where there is no room for all: round numbers. */
const strides = [1, 2, 5, 10, 20, 50];

/**
 * Every how many epochs one can be marked so that marks lie as far apart as their labels are wide.
 * @param ends where epochs 1, 2, … end, ascending, in pixels like `minDistance`
 * @internal exported for its tests
 */
export function epochStride(ends: readonly number[], minDistance: number): number {
  const fits = (stride: number) =>
    ends.every((x, at) => {
      const before = ends[at - stride];
      return (at + 1) % stride !== 0 || before === undefined || x - before >= minDistance;
    });
  return strides.find(fits) ?? Infinity;
}

/** Draws epochs as dotted lines, checkpoints as triangles on the axis, the best step as a ring with its line. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], palette: Palette): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = scaledFont(palette.font);
  const ofKind = (kind: ChartMark['kind']) => marks.filter((mark) => mark.kind === kind);
  drawEpochs(plot, ofKind('epoch'), palette);
  ctx.beginPath();
  ctx.rect(bbox.left - 6 * scale, 0, bbox.width + 12 * scale, bbox.top + bbox.height + 6 * scale);
  ctx.clip();
  const triangles = ofKind('checkpoint').map((mark) => xOf(plot, mark));
  for (const x of spaced(triangles, triangleDistance * scale)) drawTriangle(plot, x, palette);
  for (const mark of ofKind('best')) drawBest(plot, xOf(plot, mark), mark.y, palette);
  ctx.restore();
}

/** Those that have room, with their numbers above; the first of them says what is counted. */
function drawEpochs(plot: uPlot, epochs: readonly ChartMark[], palette: Palette): void {
  const { bbox } = plot;
  const widths = epochs.map(({ brief }) => plot.ctx.measureText(brief ?? '').width);
  const ends = epochs.map((mark) => xOf(plot, mark));
  const stride = epochStride(ends, Math.max(0, ...widths) + labelGap * devicePixelRatio);
  const shown = ends.flatMap((x, at) =>
    (at + 1) % stride === 0 && x >= bbox.left - 1 && x <= bbox.left + bbox.width + 1 ? [{ x, at }] : [],
  );
  shown.forEach(({ x, at }, place) => {
    const mark = epochs[at];
    drawLine(plot, x, palette.muted, [1, 3]);
    drawLabel(plot, x + (widths[at] ?? 0) / 2, (place === 0 ? mark?.label : mark?.brief) ?? '', palette);
  });
}

/**
 * Those that lie at least so far apart, beginning with the last.
 * @internal exported for its tests
 */
export function spaced(xs: readonly number[], minDistance: number): number[] {
  const kept: number[] = [];
  for (const x of [...xs].sort((a, b) => b - a)) {
    const next = kept.at(-1);
    if (next === undefined || next - x >= minDistance) kept.push(x);
  }
  return kept;
}

function xOf(plot: uPlot, { x }: ChartMark): number {
  return Math.round(plot.valToPos(x, 'x', true));
}

function drawLine({ ctx, bbox }: uPlot, x: number, color: string, dash: readonly number[]): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x + 0.5, bbox.top);
  ctx.lineTo(x + 0.5, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Above the curves, where there is room to the left for a word. @param right where it ends */
function drawLabel({ ctx, bbox }: uPlot, right: number, label: string, palette: Palette): void {
  ctx.fillStyle = palette.muted;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(label, right, bbox.top - labelRise * devicePixelRatio);
}

function drawTriangle({ ctx, bbox }: uPlot, x: number, palette: Palette): void {
  const size = 5 * devicePixelRatio;
  const bottom = bbox.top + bbox.height;
  ctx.fillStyle = palette.foreground;
  ctx.beginPath();
  ctx.moveTo(x, bottom - size);
  ctx.lineTo(x + size * 0.8, bottom + size * 0.4);
  ctx.lineTo(x - size * 0.8, bottom + size * 0.4);
  ctx.fill();
}

function drawBest(plot: uPlot, x: number, value: number | null, palette: Palette): void {
  drawLine(plot, x, palette.foreground, []);
  if (value === null) return;
  const y = plot.valToPos(value, 'y', true);
  const { ctx } = plot;
  ctx.strokeStyle = palette.foreground;
  ctx.fillStyle = palette.background;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(x, y, 4 * devicePixelRatio, 0, Math.PI * 2);
  ctx.fill();
  ctx.stroke();
}

function scaledFont(font: string): string {
  return font.replace(/^(\d+)px/, (_, size: string) => `${Number(size) * devicePixelRatio}px`);
}
