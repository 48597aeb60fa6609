import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { App } from '../app';
import type { PageCommands } from '../report/pageCommands';
import type { Tab } from '../state/choices';
import type { ShownJob } from '../state/pageState';
import { checkpointsTab } from './checkpointsTab';
import { dataTab } from './dataTab';
import { EventsTab } from './eventsTab';
import { header } from './header';
import { JsonTab } from './jsonTab';
import { MetricsTab } from './metricsTab';
import { overview } from './overview';
import { tabList, type TabTitle } from './tabs';

/** The page of one job. */
export class JobView {
  readonly metrics = new MetricsTab();
  private readonly events = new EventsTab();
  private readonly json = new JsonTab();

  view(record: ShownJob, app: App, commands: PageCommands & { savePng(): void }): TemplateResult {
    const panels: Readonly<Record<Tab, () => TemplateResult>> = {
      overview: () => overview(record, app),
      metrics: () => this.metrics.view(record, app, () => commands.savePng()),
      events: () => this.events.view(record, app),
      checkpoints: () => checkpointsTab(record, app),
      data: () => dataTab(record, app),
      json: () => this.json.view(record, app),
    };
    const { tab } = app.choices;
    return html`
      ${header(record, app, commands)}
      ${tabList(
        titles(record, app),
        () => app.choices.tab,
        (chosen) => app.choose({ tab: chosen }),
        panels[tab],
      )}
    `;
  }
}

function titles({ log, snapshot }: ShownJob, { format }: App): TabTitle[] {
  const events = log.length === 0 ? null : `${format.count(log.length)}${log.hasOlder ? '+' : ''}`;
  const checkpoints = snapshot.checkpoints.length === 0 ? null : format.count(snapshot.checkpoints.length);
  return [
    { id: 'overview', label: t('Overview'), count: null },
    { id: 'metrics', label: t('Metrics'), count: null },
    { id: 'events', label: t('Events'), count: events },
    { id: 'checkpoints', label: t('Checkpoints'), count: checkpoints },
    { id: 'data', label: t({ message: 'Data', comment: 'The files of a job' }), count: null },
    { id: 'json', label: 'JSON', count: null },
  ];
}
