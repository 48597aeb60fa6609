import type { TemplateResult } from 'lit/html.js';
import type { App } from '../app';
import { Reports } from '../report/reports';
import { CompareView } from './compareView';
import { JobView } from './jobView';
import { skeleton, unavailable } from './otherViews';

/** Charts that belong into a report; measures such as the learning rate do not. */
const reported = /(loss|accuracy|reward)/;

/** The whole page, as a function of what was sent and chosen. */
export class PageView {
  private readonly job = new JobView();
  private readonly compare = new CompareView();

  view(app: App): TemplateResult {
    const { view, records } = app.state;
    const [first] = records;
    switch (view.kind) {
      case 'loading':
        return skeleton();
      case 'unavailable':
        return unavailable(view, app);
      case 'job': {
        if (first === undefined) return skeleton();
        const charts = () => this.job.curves.charts(first, app).filter(({ id }) => reported.test(id));
        return this.job.view(first, app, new Reports(records, charts, app));
      }
      case 'compare': {
        const charts = () => this.compare.charts(records, app).filter(({ id }) => reported.test(id));
        return this.compare.view(records, app, new Reports(records, charts, app));
      }
    }
  }
}
