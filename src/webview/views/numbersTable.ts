import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { titleOf } from '../../metrics/metricName';
import { valueAt } from '../../metrics/points';
import type { Series } from '../../metrics/series';
import { sortedRows, stepsOf } from '../../metrics/stepTable';
import type { Format } from '../../shared/format';
import type { App } from '../app';
import type { ListModel } from '../elements/listModel';
import { icon } from '../elements/parts';
import { memo } from '../state/memo';

const rowHeight = 22;

/** The numbers behind the charts as a table that can be sorted, of any length. */
export function numbersTable(): (series: readonly Series[], name: string, app: App) => TemplateResult {
  const steps = memo(stepsOf);
  const rows = memo(sortedRows);
  const model = memo(listModel);
  return (series, name, app) => {
    const { sortBy, isDescending } = app.choices;
    const all = steps(series);
    const order = rows(all, series.find((each) => each.name === sortBy) ?? null, isDescending);
    return html`<div class="numbers">
      <ft-list
        class="numbers-list"
        role="table"
        tabindex="0"
        aria-label=${t('Numbers of {0}', name)}
        aria-rowcount=${all.length + 1}
        .style=${`--columns: ${String(series.length)}`}
        .model=${model(series, all, order, sortBy, isDescending, app.choose, app.format)}
      ></ft-list>
    </div>`;
  };
}

function listModel(
  series: readonly Series[],
  steps: Float64Array,
  order: Uint32Array,
  sortBy: string,
  isDescending: boolean,
  choose: App['choose'],
  format: Format,
): ListModel {
  const columns = [
    { name: 'step', title: t('Step') },
    ...series.map((each) => ({ name: each.name, title: titleOf(each) })),
  ];
  const head = () =>
    html`<div role="row" class="numbers-row numbers-head" aria-rowindex="1">
      ${columns.map((column) => {
        const isSorted = column.name === sortBy;
        return html`<div
          role="columnheader"
          aria-sort=${isSorted ? (isDescending ? 'descending' : 'ascending') : nothing}
        >
          <button
            title=${t('Sort by {0}', column.title)}
            @click=${() => choose({ sortBy: column.name, isDescending: !isSorted || !isDescending })}
          >
            ${column.title}${isSorted ? icon(isDescending ? 'arrow-down' : 'arrow-up') : ''}
          </button>
        </div>`;
      })}
    </div>`;
  return {
    count: order.length,
    rowHeight,
    followsEnd: false,
    tall: [],
    head,
    keyAt: (index) => index,
    indexOf: (key) => key,
    row: (index) => {
      const step = steps[order[index] ?? 0] ?? 0;
      return html`<div role="row" class="numbers-row" aria-rowindex=${index + 2}>
        <div role="cell">${format.count(step)}</div>
        ${series.map((each) => html`<div role="cell">${cellText(valueAt(each, step), format)}</div>`)}
      </div>`;
    },
  };
}

function cellText(value: number | null, format: Format): string {
  return value === null ? '' : format.metric(value);
}
