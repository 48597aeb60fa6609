import './language';
import '@vscode/codicons/dist/codicon.css';
import 'uplot/dist/uPlot.min.css';
import './page.css';
import './rows/rows.css';
import { render } from 'lit/html.js';
import type { PageContent } from '../shared/pageContent';
import { ChartElement } from './chart/chartElement';
import { startDataReport } from './dataReport/startDataReport';
import { Announcer } from './elements/announcer';
import { ListElement } from './elements/list';
import { MenuElement } from './elements/menu';
import { TextElement } from './elements/textElement';
import { PageApp } from './pageApp';
import { startRows } from './rows/startRows';
import { Frames } from './state/frames';
import { withKeptFocus } from './state/keptFocus';
import { toMessage } from './state/messages';
import { connectHost } from './state/pageHost';
import { PageState } from './state/pageState';
import { StatusWatch } from './state/statusWatch';
import { startTry } from './try/startTry';
import { PageView } from './views/pageView';

customElements.define('ft-chart', ChartElement);
customElements.define('ft-list', ListElement);
customElements.define('ft-menu', MenuElement);
customElements.define('ft-text', TextElement);

/** The others have bundles of their own. */
type PagesHere = Exclude<PageContent['page'], 'createForm'>;

const starts: Readonly<Record<PagesHere, (shown: unknown) => void>> = {
  jobs: startJobs,
  try: startTry,
  rows: startRows,
  dataReport: startDataReport,
};

// Which page it is, as the extension wrote it into the frame.
const { page = '', shown = 'null' } = document.body.dataset;
if (isPage(page)) starts[page](JSON.parse(shown));

function isPage(name: string): name is PagesHere {
  return Object.hasOwn(starts, name);
}

/** Runs the page of a job, or of a comparison. @param jobs their keys */
function startJobs(jobs: unknown): void {
  const host = connectHost({ jobs });
  const state = new PageState();
  const announcer = new Announcer();
  const view = new PageView();
  const frames = new Frames(() => draw());
  const app = new PageApp(state, host, announcer, () => frames.schedule());
  const statusWatch = new StatusWatch(app.announce);
  const root = document.getElementById('app') ?? document.body;
  const draw = () => {
    withKeptFocus(() => render(view.view(app), root));
    statusWatch.look(state.records);
  };

  document.body.append(announcer.element);
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = toMessage(data);
    if (message === null) return;
    state.apply(message, Date.now() / 1000);
    frames.schedule();
  });
  frames.keepFresh(() => state.view.kind === 'job' || state.view.kind === 'compare');
  draw();
  host.send({ type: 'ready' });
}
