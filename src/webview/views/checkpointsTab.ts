import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { Checkpoint } from '../../api/wire/checkpoint';
import { titleOf } from '../../metrics/metricName';
import { clipped, metricText } from '../../shared/format';
import { hasEnded } from '../../shared/statuses';
import type { App } from '../app';
import { age, copyButton, emptyText, icon, iconButton } from '../elements/parts';
import { type MetricColumn, metricColumns } from '../facts/checkpointColumns';
import type { ShownJob } from '../state/pageState';

const bestWord = t({ message: 'best', comment: 'Before the step of a checkpoint' });

export function checkpointsTab({ curves, snapshot }: ShownJob, app: App): TemplateResult {
  const { checkpoints } = snapshot;
  if (checkpoints.length === 0) {
    if (!snapshot.isComplete) return emptyText(t('Loading checkpoints…'));
    return emptyText(
      hasEnded(snapshot.job.status) ? t('This job left no checkpoints.') : t('No checkpoints yet.'),
    );
  }
  const columns = metricColumns(checkpoints);
  const best = curves.bestCheckpoint;
  const latestFirst = [...checkpoints].sort((a, b) => (b.step ?? 0) - (a.step ?? 0));
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t('Checkpoints')}>
    <table class="table checkpoints">
      <thead>
        <tr>
          <th scope="col" class="number">${t('Step')}</th>
          <th scope="col">${t('Model')}</th>
          <th scope="col"><span class="visually-hidden">${t('Actions')}</span></th>
          ${columns.map((column) => html`<th scope="col" class="number" title=${t('In the API: {0}', column.key)}>${titleOf(column)}</th>`)}
          <th scope="col">${t('Created')}</th>
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
      ${bestBy === null ? '' : html`<span class="best" title=${bestBy}>${icon('star-full')} ${bestWord}</span>`}
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
          : html`${copyButton(model, t('checkpoint name'), app)}
            ${iconButton('rocket', t('Use as base model of a new job'), () => app.send({ type: 'createFrom', job, model }))}`
      }
    </td>
    ${columns.map(({ key }) => html`<td class="number">${metricCell(metrics[key])}</td>`)}
    <td>${createdAt === null ? '' : age(createdAt, app)}</td>
  </tr>`;
}

function metricCell(value: number | undefined): string {
  return value === undefined ? '' : metricText(value);
}
