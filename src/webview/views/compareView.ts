import { t } from '@vscode/l10n';
import { repeat } from 'lit/directives/repeat.js';
import { html, type TemplateResult } from 'lit/html.js';
import { type AxisKind, hasAxis } from '../../metrics/axis';
import { clipped } from '../../shared/format';
import type { App } from '../app';
import type { ChartModel } from '../chart/chartModel';
import { compareCharts, type ComparedJob } from '../chart/compareCharts';
import { lineSample } from '../chart/legend';
import { lookOfJob } from '../chart/looks';
import { emptyText, fold, icon, iconButton } from '../elements/parts';
import { compareFields, fieldsOf } from '../facts/fields';
import { type Winner, winnerOf } from '../facts/winner';
import type { PageCommands } from '../report/pageCommands';
import type { ShownJob } from '../state/pageState';
import { axisControls } from './chartControls';
import { compareTable } from './compareTable';
import { chartGrid } from './curvesView';
import { reportMenu, statusText } from './header';

const mainKinds = /(loss|accuracy|reward)/;

/** Several jobs side by side. */
export class CompareView {
  private known: { readonly key: readonly unknown[]; readonly models: readonly ChartModel[] } | null = null;

  view(records: readonly ShownJob[], app: App, commands: PageCommands & { savePng(): void }): TemplateResult {
    const models = this.charts(records, app);
    const main = models.filter(({ id }) => mainKinds.test(id));
    const others = models.filter(({ id }) => !mainKinds.test(id));
    const fields = records.map((record) => fieldsOf(record, app.format, app.now));
    const { differing, same, identities } = compareFields(fields);
    const winner = winnerOf(records);
    const table = (name: string, compared: typeof same) => compareTable(name, compared, records, winner, app);
    return html`
      <header class="header">
        <div class="header-top">
          <h1>${records.length === 1 ? t('Compare 1 job') : t('Compare {0} jobs', records.length)}</h1>
          <div class="toolbar">${reportMenu(commands)}</div>
        </div>
        <ul class="compared">
          ${repeat(
            records,
            ({ snapshot }) => snapshot.key,
            (record, at) => comparedJob(record, at, winner, app),
          )}
        </ul>
      </header>
      <main class="panel panel-compare">
        ${fold(app, 'compareCharts', t('Curves'), () => this.curves(records, main, others, app, commands))}
        ${fold(app, 'differing', t('Differences ({0})', differing.length), () => table(t('What differs'), differing))}
        ${fold(app, 'same', t('The same in all ({0})', same.length), () => table(t('What is the same'), same), false)}
        ${fold(app, 'identities', t('Names and times ({0})', identities.length), () => table(t('Names and times'), identities), false)}
      </main>
    `;
  }

  /** The same models until a curve or a choice has changed. */
  charts(records: readonly ShownJob[], { choices, format }: App): readonly ChartModel[] {
    const { axis: wanted, smoothing, isLog, hidden } = choices;
    const jobs: ComparedJob[] = records.map((record) => ({
      key: record.snapshot.key,
      name: clipped(record.snapshot.name, 60),
      curves: record.curves,
    }));
    const axis = jobs.some(({ curves }) => hasAxis(wanted, curves.scale)) ? wanted : 'step';
    const settings = { axis, smoothing, isLog, hidden, format };
    const key = [...jobs.flatMap(({ key, name, curves }) => [key, name, curves]), ...Object.values(settings)];
    if (!isSame(this.known?.key ?? [], key)) this.known = { key, models: compareCharts(jobs, settings) };
    return this.known?.models ?? [];
  }

  private curves(
    records: readonly ShownJob[],
    main: readonly ChartModel[],
    others: readonly ChartModel[],
    app: App,
    commands: { savePng(): void },
  ): TemplateResult {
    if (main.length + others.length === 0) {
      const isLoaded = records.every(({ log }) => log.isLoaded);
      return emptyText(isLoaded ? t('None of these jobs has reported a step yet.') : t('Loading metrics…'));
    }
    const scales = records.map(({ curves }) => curves.scale);
    // Epochs and times are offered as soon as one of the jobs has them.
    const scale = {
      stepsPerEpoch: scales.map((each) => each.stepsPerEpoch).find((steps) => steps !== null) ?? null,
      clock: scales.map((each) => each.clock).find((clock) => clock.steps.length >= 2) ?? {
        steps: new Float64Array(),
        values: new Float64Array(),
      },
    };
    const without = records.filter(
      ({ curves }) => curves.series.length > 0 && !hasAxis(app.choices.axis, curves.scale),
    );
    return html`
      <div class="controls">
        ${axisControls(scale, app)}
        <span class="controls-end">
          ${app.choices.zoom === null ? '' : iconButton('screen-normal', t('Show everything (Escape)'), () => app.choose({ zoom: null }))}
          ${iconButton('file-media', t('Save charts as PNG…'), () => commands.savePng())}
        </span>
      </div>
      ${
        without.length === 0 || !hasAxis(app.choices.axis, scale)
          ? ''
          : html`<p class="muted">${icon('info')} ${lackText(app.choices.axis, without)}</p>`
      }
      ${chartGrid(main, app)}
      ${
        others.length === 0
          ? ''
          : fold(app, 'others', t('Other measures ({0})', others.length), () => chartGrid(others, app), false)
      }
    `;
  }
}

/** Says which jobs the axis leaves out. */
function lackText(axis: AxisKind, without: readonly ShownJob[]): string {
  const names = without.map(({ snapshot }) => clipped(snapshot.name, 60)).join(', ');
  return axis === 'epoch'
    ? t('Not shown, for lack of epochs: {0}', names)
    : t('Not shown, for lack of times: {0}', names);
}

function comparedJob({ snapshot }: ShownJob, at: number, winner: Winner | null, app: App): TemplateResult {
  const fraction = snapshot.progress?.fraction ?? null;
  return html`<li>
    ${lineSample(lookOfJob(at))}
    <button
      class="link"
      title=${t('Open this job')}
      @click=${() => app.send({ type: 'openJob', job: snapshot.key })}
    >
      ${clipped(snapshot.name, 200)}
    </button>
    ${winner?.key === snapshot.key ? html`<span class="best">${icon('star-full')} ${t('best: {0}', winner.by)}</span>` : ''}
    ${statusText(snapshot)}
    <span class="muted">
      ${fraction === null ? '' : `${app.format.percent(fraction)} · `}${snapshot.job.model === null ? '' : `${clipped(snapshot.job.model, 100)} · `}${snapshot.connection.name}
    </span>
  </li>`;
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((each, at) => each === now[at]);
}
