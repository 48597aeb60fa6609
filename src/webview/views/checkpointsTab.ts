import { type TemplateResult, html } from 'lit/html.js';
import type { Checkpoint } from '../../api/wire/checkpoint';
import { titleOf } from '../../metrics/metricName';
import type { App } from '../app';
import { type MetricColumn, metricColumns } from '../facts/checkpointColumns';
import { clipped, metricText } from '../../shared/format';
import type { ShownJob } from '../state/pageState';
import { hasEnded } from '../../shared/statuses';
import { age, copyButton, emptyText, icon, iconButton } from '../elements/parts';

export function checkpointsTab({ curves, snapshot }: ShownJob, app: App): TemplateResult {
  const { checkpoints } = snapshot;
  if (checkpoints.length === 0) {
    if (!snapshot.isComplete) return emptyText('Loading checkpoints…');
    return emptyText(hasEnded(snapshot.job.status) ? 'This job left no checkpoints.' : 'No checkpoints yet.');
  }
  const columns = metricColumns(checkpoints);
  const best = curves.bestCheckpoint;
  const latestFirst = [...checkpoints].sort((a, b) => (b.step ?? 0) - (a.step ?? 0));
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label="Checkpoints">
    <table class="table checkpoints">
      <thead>
        <tr>
          <th scope="col" class="number">Step</th>
          <th scope="col">Model</th>
          <th scope="col"><span class="visually-hidden">Actions</span></th>
          ${columns.map((column) => html`<th scope="col" class="number" title="In the API: ${column.key}">${titleOf(column)}</th>`)}
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        ${latestFirst.map((checkpoint) => row(checkpoint, columns, best?.id === checkpoint.id ? best.by : null, snapshot.key, app))}
      </tbody>
    </table>
  </div>`;
}

function row(
  { id, step, metrics, createdAt, model }: Checkpoint,
  columns: readonly MetricColumn[],
  bestBy: string | null,
  job: string,
  app: App,
): TemplateResult {
  return html`<tr>
    <th scope="row" class="number">
      ${bestBy === null ? '' : html`<span class="best" title=${bestBy}>${icon('star-full')} best</span>`}
      ${step ?? '–'}
    </th>
    <td>
      <code title=${clipped(model === null ? id : `${model} (${id})`, 400)}
        >${clipped(model ?? id, 200)}</code
      >
    </td>
    <td class="row-actions">
      ${
        model === null
          ? ''
          : html`${copyButton(model, 'checkpoint name', app)}
            ${iconButton('rocket', 'Use as base model of a new job', () => app.send({ type: 'createFrom', job, model }))}`
      }
    </td>
    ${columns.map(({ key }) => html`<td class="number">${metricCell(metrics[key])}</td>`)}
    <td>${createdAt === null ? '' : age(createdAt, app)}</td>
  </tr>`;
}

function metricCell(value: number | undefined): string {
  return value === undefined ? '' : metricText(value);
}
