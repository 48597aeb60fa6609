import type uPlot from 'uplot';
import type { ChartMark } from './chartModel';
import type { Palette } from './palette';

/** CSS pixels: lines of epochs that lie closer would cover the curves. */
const minLineDistance = 12;
/** CSS pixels between a label and what is left of it. */
const labelGap = 8;

/** Draws epochs as dotted lines, checkpoints as triangles on the axis, the best step as a ring with its line. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], palette: Palette): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left - 6 * scale, 0, bbox.width + 12 * scale, bbox.top + bbox.height + 6 * scale);
  ctx.clip();
  ctx.font = scaledFont(palette.font);
  let lastLine = -Infinity;
  let lastLabel = bbox.left - labelGap * scale;
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(mark.x, 'x', true));
    if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) continue;
    if (mark.kind === 'epoch') {
      if (x - lastLine < minLineDistance * scale) continue;
      lastLine = x;
      drawLine(plot, x, palette.muted, [1, 3]);
      if (x - ctx.measureText(mark.label).width - lastLabel < labelGap * scale) continue;
      lastLabel = x;
      drawLabel(plot, x, mark.label, palette);
    } else if (mark.kind === 'checkpoint') drawTriangle(plot, x, palette);
    else drawBest(plot, x, mark.y, palette);
  }
  ctx.restore();
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

function drawLabel({ ctx, bbox }: uPlot, x: number, label: string, palette: Palette): void {
  ctx.fillStyle = palette.muted;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'top';
  ctx.fillText(label, x - 3 * devicePixelRatio, bbox.top + devicePixelRatio);
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
