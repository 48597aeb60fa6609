import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { Checkpoint } from '../../api/wire/checkpoint';
import { titleOf } from '../../metrics/metricName';
import { clipped } from '../../shared/format';
import { hasEnded } from '../../shared/statuses';
import type { App } from '../app';
import { age, bestMark, copyButton, emptyText, iconButton } from '../elements/parts';
import { type MetricColumn, metricColumns } from '../facts/checkpointColumns';
import type { ShownJob } from '../state/pageState';

export function checkpointsTab({ curves, snapshot }: ShownJob, app: App): TemplateResult {
  const { checkpoints } = snapshot;
  const canDeploy = snapshot.actions.some(({ id }) => id === 'deployCheckpoint');
  if (checkpoints.length === 0) {
    if (!snapshot.isComplete) return emptyText(t('Loading checkpoints…'));
    const isOver = hasEnded(snapshot.job.status);
    return emptyText(
      snapshot.lacks.checkpoints ?? (isOver ? t('This job left no checkpoints.') : t('No checkpoints yet.')),
    );
  }
  const columns = metricColumns(checkpoints);
  const shown = {
    created: checkpoints.some(({ createdAt }) => createdAt !== null),
    actions:
      canDeploy ||
      checkpoints.some(({ model, startFrom, files }) => (model ?? startFrom) !== null || files !== undefined),
    deploy: canDeploy,
  };
  const best = curves.bestCheckpoint;
  const latestFirst = [...checkpoints].sort((a, b) => (b.step ?? 0) - (a.step ?? 0));
  const rows = latestFirst.map((checkpoint) =>
    row(checkpoint, columns, shown, best?.id === checkpoint.id ? best.by : null, snapshot.key, app),
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('Checkpoints')}>
    <table class="table checkpoints">
      <thead>
        <tr>
          <th scope="col">${t('Checkpoint')}</th>
          ${columns.map((column) => html`<th scope="col" class="number" title=${t('In the API: {0}', column.key)}>${titleOf(column)}</th>`)}
          ${shown.created ? html`<th scope="col" class="created">${t('Created')}</th>` : ''}
          ${shown.actions ? html`<th scope="col" class="row-actions"><span class="visually-hidden">${t('Actions')}</span></th>` : ''}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** Named by its step; the whole name, which only its end tells apart, is on hover and copied. */
function row(
  checkpoint: Checkpoint,
  columns: readonly MetricColumn[],
  shown: { readonly created: boolean; readonly actions: boolean; readonly deploy: boolean },
  bestBy: string | null,
  job: string,
  app: App,
): TemplateResult {
  const { id, step, metrics, createdAt, model } = checkpoint;
  const name = clipped(model === null ? id : `${model} (${id})`, 400);
  return html`<tr>
    <th scope="row" title=${name}>
      <span translate="no">${step === null ? clipped(model ?? id, 60) : `step-${String(step)}`}</span>
      ${bestBy === null ? '' : bestMark(bestBy)}
    </th>
    ${columns.map(({ key }) => html`<td class="number">${metricCell(metrics[key], app)}</td>`)}
    ${shown.created ? html`<td class="created">${createdAt === null ? '' : age(createdAt, app)}</td>` : ''}
    ${shown.actions ? html`<td class="row-actions">${actions(checkpoint, shown.deploy, job, app)}</td>` : ''}
  </tr>`;
}

function actions(checkpoint: Checkpoint, canDeploy: boolean, job: string, app: App): TemplateResult {
  const { id, model, startFrom, step, files } = checkpoint;
  const use = (checkpoint: string) => () => app.send({ type: 'createFrom', job, checkpoint });
  const deploy = () => app.send({ type: 'deploy', job, checkpoint: id });
  const folder = step === null ? id : `step-${String(step)}`;
  const save = (fileIds: readonly string[]) => () =>
    app.send({ type: 'saveWeights', job, fileIds, name: folder });
  const name = model ?? startFrom;
  return html`${name === null ? '' : copyButton(name, t('checkpoint name'), app)}
  ${canDeploy ? iconButton('cloud-upload', t('Deploy as a model…'), deploy) : ''}
  ${files === undefined ? '' : iconButton('save', t('Save the weights in a folder…'), save(files))}
  ${startFrom === null ? '' : iconButton('rocket', t('Use as base model of a new job'), use(startFrom))}`;
}

function metricCell(value: number | undefined, { format }: App): string {
  return value === undefined ? '' : format.metric(value);
}
