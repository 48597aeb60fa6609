import { t } from '@vscode/l10n';
import { repeat } from 'lit/directives/repeat.js';
import { html, type TemplateResult } from 'lit/html.js';
import { type AxisKind, hasAxis } from '../../metrics/axis';
import type { Format } from '../../shared/format';
import type { App } from '../app';
import type { ChartHandlers } from '../chart/chartElement';
import type { ChartModel } from '../chart/chartModel';
import { jobCharts } from '../chart/jobCharts';
import type { Landmarks } from '../chart/landmarks';
import { emptyText, icon } from '../elements/parts';
import type { Curves } from '../state/curves';
import { memo } from '../state/memo';
import type { ShownJob } from '../state/pageState';
import { chartControls } from './chartControls';

const diagnosisIcons = {
  tooShort: 'info',
  diverged: 'error',
  overfitting: 'warning',
  improving: 'graph-line',
  plateaued: 'dash',
  worsening: 'warning',
} as const;

/** The curves of one job; keeps their models while nothing that they show has changed. */
export class CurvesView {
  private readonly chartsOf = memo(
    (
      { series, scale, epochs, best }: Curves,
      checkpoints: ShownJob['snapshot']['checkpoints'],
      axis: AxisKind,
      smoothing: number,
      isLog: boolean,
      hidden: readonly string[],
      format: Format,
    ): ChartModel[] => {
      const landmarks: Landmarks = {
        epochs,
        best,
        checkpointSteps: checkpoints.flatMap(({ step }) => step ?? []),
      };
      return jobCharts(series, { axis, scale, smoothing, isLog, hidden, format }, landmarks);
    },
  );

  charts({ curves, snapshot }: ShownJob, { choices, format }: App): readonly ChartModel[] {
    const { smoothing, isLog, hidden } = choices;
    const axis = hasAxis(choices.axis, curves.scale) ? choices.axis : 'step';
    return this.chartsOf(curves, snapshot.checkpoints, axis, smoothing, isLog, hidden, format);
  }

  /** What the curves say, and those that decide. */
  view(record: ShownJob, app: App, savePng: () => void): TemplateResult {
    const { curves } = record;
    if (curves.series.length === 0)
      return html`${problemList(curves.problems)}${emptyText(noMetricsText(record))}`;
    return html`
      ${problemList(curves.problems)} ${diagnosisText(curves, app)} ${chartControls(curves, app, savePng)}
      ${chartGrid(mainCharts(this.charts(record, app)), app)}
    `;
  }
}

const mainIds: ReadonlySet<string> = new Set(['loss', 'accuracy', 'reward']);

/** Those that say how well the run does; all where there are none. */
export function mainCharts(all: readonly ChartModel[]): readonly ChartModel[] {
  const main = all.filter(({ id }) => mainIds.has(id));
  return main.length > 0 ? main : all;
}

/** What the curves show; by which rule, on hover and behind the button. */
function diagnosisText({ diagnosis }: Curves, { choices, choose }: App): TemplateResult {
  const { rule: isOpen = false } = choices.folds;
  const label = isOpen ? t('Hide the rule') : t('By which rule?');
  return html`<div class="diagnosis">
    ${icon(diagnosisIcons[diagnosis.kind], `diagnosis-${diagnosis.kind}`)}
    <p title=${diagnosis.rule}>
      ${diagnosis.sentence}
      <button
        class="icon-button"
        title=${label}
        aria-label=${label}
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${() => choose({ folds: { ...choices.folds, rule: !isOpen } })}
      >
        ${icon('question')}
      </button>
      ${isOpen ? html`<span class="rule muted">${diagnosis.rule}</span>` : ''}
    </p>
  </div>`;
}

export function chartGrid(models: readonly ChartModel[], app: App): TemplateResult {
  const handlers = chartHandlers(app);
  const charts = repeat(
    models,
    ({ id }) => id,
    (model) => html`<ft-chart .model=${model} .zoom=${app.choices.zoom} .handlers=${handlers}></ft-chart>`,
  );
  return html`<div class="charts">${charts}</div>`;
}

function chartHandlers(app: App): ChartHandlers {
  return {
    onZoom: (zoom) => app.choose({ zoom }),
    onToggle: (id) => {
      const { hidden } = app.choices;
      app.choose({ hidden: hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id] });
    },
    announce: (text) => app.announce(text),
  };
}

function problemList(problems: readonly string[]): TemplateResult | string {
  if (problems.length === 0) return '';
  return html`<ul class="banner banner-warning">
    ${problems.map((problem) => html`<li>${icon('warning')}<span>${problem}</span></li>`)}
  </ul>`;
}

/** Why there are no curves. */
export function noMetricsText({ snapshot, log }: ShownJob): string {
  if (!log.isLoaded || !snapshot.isComplete) return t('Loading metrics…');
  if (snapshot.lacks.metrics !== null) return snapshot.lacks.metrics;
  if (snapshot.group === 'running')
    return t('No step has been reported yet. Curves appear with the first one.');
  if (snapshot.group === 'failed' || snapshot.group === 'cancelled')
    return t('The job ended before its first step was reported.');
  return snapshot.group === 'succeeded'
    ? t('The provider reported no metrics, neither in events nor in a result file.')
    : t('Training has not begun. Curves appear with the first step.');
}
