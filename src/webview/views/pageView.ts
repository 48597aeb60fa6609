import { type TemplateResult, html } from 'lit/html.js';
import type { App } from '../app';
import { DerivedCache } from '../derived';
import { JobView } from './jobView';
import { skeleton, unavailable } from './otherViews';

/** The whole page, as a function of what was sent and chosen. */
export class PageView {
  readonly #derived = new DerivedCache();
  readonly #job = new JobView(this.#derived);

  view(app: App): TemplateResult {
    const { view } = app.state;
    switch (view.kind) {
      case 'loading':
        return skeleton();
      case 'unavailable':
        return unavailable(view, app);
      case 'job': {
        const record = app.state.record(view.key);
        if (record === null) return skeleton();
        return this.#job.view(record, app, {
          copyReport: () => undefined,
          saveReport: () => undefined,
          savePng: () => undefined,
        });
      }
      case 'compare':
        return html``;
    }
  }
}
