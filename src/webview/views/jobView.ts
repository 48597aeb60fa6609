import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { App } from '../app';
import type { PageCommands } from '../report/pageCommands';
import type { Tab } from '../state/choices';
import type { ShownJob } from '../state/pageState';
import { checkpointsTab } from './checkpointsTab';
import { CurvesView } from './curvesView';
import { DataTab } from './dataTab';
import { detailsTab } from './detailsTab';
import { EventsTab } from './eventsTab';
import { header } from './header';
import { JsonTab } from './jsonTab';
import { MetricsTab } from './metricsTab';
import { overview } from './overview';
import { tabList, type TabTitle } from './tabs';

/** The page of one job: what people come for in one scroll, and below it the depth in tabs. */
export class JobView {
  readonly curves = new CurvesView();
  private readonly metrics = new MetricsTab(this.curves);
  private readonly events = new EventsTab();
  private readonly data = new DataTab();
  private readonly json = new JsonTab();

  view(record: ShownJob, app: App, commands: PageCommands & { savePng(): void }): TemplateResult {
    const panels: Readonly<Record<Tab, () => TemplateResult>> = {
      metrics: () => this.metrics.view(record, app),
      events: () => this.events.view(record, app),
      checkpoints: () => checkpointsTab(record, app),
      data: () => this.data.view(record, app),
      details: () => detailsTab(record, app),
      json: () => this.json.view(record, app),
    };
    // Without numbers the log says most.
    const current = () => app.choices.tab ?? firstTab(record);
    return html`
      ${header(record, app, commands)}
      <main class="main">
        ${overview(
          record,
          app,
          this.curves.view(record, app, () => commands.savePng()),
        )}
        ${tabList(titles(record, app), current, (tab) => app.choose({ tab }), panels[current()])}
      </main>
    `;
  }
}

/** What there is most to see in, where nobody has chosen. */
function firstTab({ curves, log, snapshot }: ShownJob): Tab {
  if (curves.series.length > 0) return 'metrics';
  return log.length > 0 || snapshot.lacks.events === null ? 'events' : 'details';
}

function titles({ log, snapshot }: ShownJob, { format }: App): TabTitle[] {
  const events = log.length === 0 ? null : `${format.count(log.length)}${log.hasOlder ? '+' : ''}`;
  const checkpoints = snapshot.checkpoints.length === 0 ? null : format.count(snapshot.checkpoints.length);
  return [
    { id: 'metrics', label: t('Metrics'), count: null },
    { id: 'events', label: t('Events'), count: events },
    { id: 'checkpoints', label: t('Checkpoints'), count: checkpoints },
    { id: 'data', label: t({ message: 'Data', comment: 'The files of a job' }), count: null },
    { id: 'details', label: t('Details'), count: null },
    { id: 'json', label: 'JSON', count: null },
  ];
}
