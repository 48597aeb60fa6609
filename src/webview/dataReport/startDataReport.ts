import { render } from 'lit/html.js';
import type { FromDataReport, ToDataReport } from '../../shared/dataReportProtocol';
import { Format } from '../../shared/format';
import { Announcer } from '../elements/announcer';
import { Frames } from '../state/frames';
import { withKeptFocus } from '../state/keptFocus';
import { memo } from '../state/memo';
import { connectHost } from '../state/pageHost';
import { toDataReport } from './dataReportMessages';
import { dataReportView } from './dataReportView';
import { verdictOf } from './verdict';

/** Runs the page that reports on a data file. @param target what it is about, as the extension wrote it into the frame */
export function startDataReport(target: unknown): void {
  const host = connectHost<FromDataReport>({ dataReport: target });
  const formatFor = memo((locale: string) => new Format(locale));
  const announcer = new Announcer();
  const root = document.getElementById('app') ?? document.body;
  let report: ToDataReport | null = null;
  const frames = new Frames(() => {
    if (report === null) return;
    const page = {
      report,
      format: formatFor(report.locale),
      send: (message: FromDataReport) => host.send(message),
    };
    withKeptFocus(() => render(dataReportView(page), root));
  });
  document.body.append(announcer.element);
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const next = toDataReport(data);
    if (next === null) return;
    const { state, limits, locale } = next;
    if (state.kind === 'read' && report?.state.kind === 'reading')
      announcer.say(verdictOf(state.survey, limits, formatFor(locale)).text);
    report = next;
    frames.schedule();
  });
  host.send({ type: 'ready' });
}
