import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { clipped } from '../../shared/format';
import type { App } from '../app';
import { lineSample } from '../chart/legend';
import { lookOfJob } from '../chart/looks';
import { icon } from '../elements/parts';
import { type ComparedField, orderBy } from '../facts/fields';
import type { Winner } from '../facts/winner';
import type { ShownJob } from '../state/pageState';

/** Facts of several jobs: a row for each fact, a column for each job. A click on a fact sorts the jobs by it. */
export function compareTable(
  name: string,
  fields: readonly ComparedField[],
  records: readonly ShownJob[],
  winner: Winner | null,
  app: App,
): TemplateResult {
  if (fields.length === 0)
    return html`<p class="muted">${t({ message: 'Nothing.', comment: 'What differs, or is the same' })}</p>`;
  const { compareBy, isCompareDescending } = app.choices;
  const sorted = fields.find(({ key }) => key === compareBy);
  const order = sorted === undefined ? records.map((_, at) => at) : orderBy(sorted, isCompareDescending);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${name}>
    <table class="table compare-table">
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">${t('Field')}</span></th>
          ${order.map((at) => jobHead(records[at], at, winner))}
        </tr>
      </thead>
      <tbody>
        ${fields.map((field) => row(field, order, app))}
      </tbody>
    </table>
  </div>`;
}

function jobHead(record: ShownJob | undefined, at: number, winner: Winner | null): TemplateResult {
  const isWinner = winner !== null && record?.snapshot.key === winner.key;
  return html`<th scope="col">
    ${lineSample(lookOfJob(at))} ${clipped(record?.snapshot.name ?? '', 60)}
    ${isWinner ? html`<span class="best" title=${winner.by}>${icon('star-full')}</span>` : ''}
  </th>`;
}

function row(
  { key, label, apiName, texts }: ComparedField,
  order: readonly number[],
  app: App,
): TemplateResult {
  const { compareBy, isCompareDescending } = app.choices;
  const isSorted = key === compareBy;
  const sort = () => app.choose({ compareBy: key, isCompareDescending: isSorted && !isCompareDescending });
  return html`<tr>
    <th
      scope="row"
      title=${t('In the API: {0}', apiName)}
      aria-sort=${isSorted ? (isCompareDescending ? 'descending' : 'ascending') : nothing}
    >
      <button title=${t('Sort the jobs by {0}', label)} @click=${sort}>
        ${label}${isSorted ? icon(isCompareDescending ? 'arrow-left' : 'arrow-right') : ''}
      </button>
    </th>
    ${order.map((at) => html`<td>${texts[at] === '' ? '–' : clipped(texts[at] ?? '', 1000)}</td>`)}
  </tr>`;
}
