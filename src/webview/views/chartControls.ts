import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, type TemplateResult } from 'lit/html.js';
import type { AxisScale } from '../../metrics/axis';
import { type AxisKind, hasAxis } from '../../metrics/axis';
import { toCsv } from '../../metrics/stepTable';
import type { App } from '../app';
import { fieldValue, iconButton } from '../elements/parts';
import { maxSmoothing } from '../state/choices';
import type { Curves } from '../state/curves';

const axes: readonly (readonly [AxisKind, string])[] = [
  ['step', t('Step')],
  ['epoch', t('Epoch')],
  ['time', t('Time')],
];

/** Smoothing, axes, and what can be taken away: CSV and picture. */
export function chartControls({ scale, series }: Curves, app: App, savePng: () => void): TemplateResult {
  const csv = () => toCsv(series);
  return html`<div class="controls">
    ${axisControls(scale, app)}
    <span class="controls-end">
      ${app.choices.zoom === null ? '' : iconButton('screen-normal', t('Show everything (Escape)'), () => app.choose({ zoom: null }))}
      ${iconButton('copy', t('Copy numbers as CSV'), () => app.send({ type: 'copy', text: csv(), what: t('metrics as CSV') }))}
      ${iconButton('save', t('Save numbers as CSV…'), () =>
        app.send({ type: 'save', suggestedName: 'metrics.csv', content: csv(), encoding: 'utf8' }),
      )}
      ${iconButton('file-media', t('Save charts as PNG…'), savePng)}
    </span>
  </div>`;
}

export function axisControls(scale: AxisScale, { choices, choose, format }: App): TemplateResult {
  const onSmoothing = (event: Event) => choose({ smoothing: Number(fieldValue(event)) });
  const onAxis = (event: Event) => {
    const axis = axes.find(([kind]) => kind === fieldValue(event))?.[0] ?? 'step';
    choose({ axis, zoom: null });
  };
  const onLog = ({ target }: Event) =>
    choose({ isLog: target instanceof HTMLInputElement && target.checked });
  const axis = hasAxis(choices.axis, scale) ? choices.axis : 'step';
  return html`
    <label
      >${t('Smoothing')}
      <input
        type="range"
        min="0"
        max=${maxSmoothing}
        step="0.01"
        .value=${live(String(choices.smoothing))}
        @input=${onSmoothing}
      />
      <output>${format.shortMetric(choices.smoothing)}</output></label
    >
    <label
      >${t('X axis')}
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
      ><input type="checkbox" .checked=${live(choices.isLog)} @change=${onLog} /> ${t('Log scale')}</label
    >
  `;
}
