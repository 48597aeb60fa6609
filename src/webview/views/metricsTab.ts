import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { App } from '../app';
import { emptyText, fold } from '../elements/parts';
import type { ShownJob } from '../state/pageState';
import { chartGrid, type CurvesView, mainCharts, noMetricsText } from './curvesView';
import { numbersTable } from './numbersTable';

/** What the curves in front leave out: further measures, and all numbers. */
export class MetricsTab {
  private readonly table = numbersTable();

  constructor(private readonly curves: CurvesView) {}

  view(record: ShownJob, app: App): TemplateResult {
    const { series } = record.curves;
    if (series.length === 0) return emptyText(noMetricsText(record));
    const all = this.curves.charts(record, app);
    const main = mainCharts(all);
    const others = all.filter((each) => !main.includes(each));
    return html`
      ${
        others.length === 0
          ? ''
          : fold(app, 'others', t('Other measures ({0})', others.length), () => chartGrid(others, app))
      }
      ${fold(app, 'numbers', t('Numbers'), () => this.table(series, record.snapshot.name, app))}
    `;
  }
}
