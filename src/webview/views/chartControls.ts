import { type TemplateResult, html } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import { type AxisKind, hasAxis } from '../../metrics/axis';
import type { AxisScale } from '../../metrics/axis';
import { toCsv } from '../../metrics/table';
import type { App } from '../app';
import { maxSmoothing } from '../state/choices';
import type { Curves } from '../state/curves';
import { iconButton } from '../elements/parts';

const axes: readonly (readonly [AxisKind, string])[] = [
  ['step', 'Step'],
  ['epoch', 'Epoch'],
  ['time', 'Time'],
];

/** Smoothing, axes, and what can be taken away: CSV and picture. */
export function chartControls({ scale, series }: Curves, app: App, savePng: () => void): TemplateResult {
  const csv = () => toCsv(series);
  return html`<div class="controls">
    ${axisControls(scale, app)}
    <span class="controls-end">
      ${app.choices.zoom === null ? '' : iconButton('screen-normal', 'Show everything (Escape)', () => app.choose({ zoom: null }))}
      ${iconButton('copy', 'Copy numbers as CSV', () => app.send({ type: 'copy', text: csv(), what: 'metrics as CSV' }))}
      ${iconButton('save', 'Save numbers as CSV…', () =>
        app.send({ type: 'save', suggestedName: 'metrics.csv', content: csv(), encoding: 'utf8' }),
      )}
      ${iconButton('file-media', 'Save charts as PNG…', savePng)}
    </span>
  </div>`;
}

export function axisControls(scale: AxisScale, { choices, choose }: App): TemplateResult {
  const onSmoothing = (event: Event) =>
    choose({ smoothing: Number((event.target as HTMLInputElement).value) });
  const onAxis = (event: Event) => {
    const axis = axes.find(([kind]) => kind === (event.target as HTMLSelectElement).value)?.[0] ?? 'step';
    choose({ axis, zoom: null });
  };
  const onLog = (event: Event) => choose({ isLog: (event.target as HTMLInputElement).checked });
  const axis = hasAxis(choices.axis, scale) ? choices.axis : 'step';
  return html`
    <label
      >Smoothing
      <input
        type="range"
        min="0"
        max=${maxSmoothing}
        step="0.01"
        .value=${live(String(choices.smoothing))}
        @input=${onSmoothing}
      />
      <output>${choices.smoothing.toFixed(2)}</output></label
    >
    <label
      >X axis
      <select @change=${onAxis}>
        ${axes.map(
          ([kind, label]) =>
            html`<option value=${kind} ?disabled=${!hasAxis(kind, scale)} .selected=${live(kind === axis)}>
              ${label}
            </option>`,
        )}
      </select></label
    >
    <label class="check"
      ><input type="checkbox" .checked=${live(choices.isLog)} @change=${onLog} /> Log scale</label
    >
  `;
}
